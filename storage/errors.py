"""What can go wrong with what is remembered. Messages are one line and hold no user text."""


class StorageError(Exception):
    """The root of everything this room raises on purpose."""


class Conflict(StorageError):
    """Someone else changed it first, or a key refused. Read and decide again."""


class Unavailable(StorageError):
    """The database cannot be reached or written right now. The same work may succeed later."""


class AlreadyRunning(StorageError):
    """Another process holds this SQLite file."""


class Unusable(StorageError):
    """Corrupt, foreign or written by a newer version. Never overwritten."""
