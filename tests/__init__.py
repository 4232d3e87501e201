"""Tests, laid out as the rooms are; real database, real HTTP, stand-ins only for time and Telegram."""
