"""Commands by theme: handlers of a few lines, no rules, no SQL."""
