"""Verbs: everything that happens. No await, no Telegram; only runner.py knows APScheduler."""
