"""A Telegram in the browser: an emulated Bot API and two phones, for trying and for tests."""
