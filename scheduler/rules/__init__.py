"""The rules, pure: no database, no clock, no logging; the same question, the same answer."""
