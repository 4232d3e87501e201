"""What each Bot API method does, by theme; table.py says which are there."""
