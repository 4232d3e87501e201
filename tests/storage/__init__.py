"""Tests of storage/: keys, queries, migrations, on the real database."""
