"""How fast the bot is and how much it holds: `make bench` prints a table. No test is timed."""
