"""Tests, laid out as the rooms are; stand-ins only for time and Telegram."""
