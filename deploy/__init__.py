"""The ways to run the bot; nothing in the rooms imports from here."""
