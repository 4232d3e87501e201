"""Tests of deploy/playground/: the emulated Bot API and the page."""
