"""Nouns: everything that is. Synchronous; the only room that writes SQL."""
