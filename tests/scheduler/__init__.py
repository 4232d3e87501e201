"""Tests of scheduler/: rules, actions, ticking."""
