"""Days as people live them, told through two phones and a clock."""
