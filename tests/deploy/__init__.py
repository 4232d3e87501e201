"""Tests of the ways to run the bot: the playground and its emulated Bot API."""
