"""What a person can do: functions that take tx and now, and never open a transaction."""
