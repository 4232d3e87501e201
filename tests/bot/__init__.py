"""Tests of bot/: settings, words, intake and delivery."""
