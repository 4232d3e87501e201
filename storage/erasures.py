"""Who was erased, written down beside the backups so that an old copy does not bring them back.

Rules: an id is only ever there as an HMAC; its key lies beside the database, made on first use and
readable by its owner alone, and never in the folder of the backups.
"""

import hmac
import os
import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from storage.errors import Unusable
from storage.files import flush, sqlite_file

LIST = "erased"
LENGTH = 32  # hexadecimal digits: 128 bits
KEY = 32  # bytes


class Erasures:
    """Of one SQLite file. Raises Unusable when the key or the list cannot be read or written."""

    def __init__(self, database: Path) -> None:
        self._key = database.with_name(f"{database.name}.erasure-key")
        self._list = database.parent / "backups" / LIST

    @classmethod
    def of(cls, url: str) -> "Erasures | None":
        """None where the copies are not ours: PostgreSQL."""
        file = sqlite_file(url)
        return None if file is None else cls(file)

    def sign(self, telegram_id: int) -> str:
        """What stands for this id; the key is made when there is none."""
        return _signed(self._key_or_new(), telegram_id)

    def note(self, erased: Mapping[str, datetime]) -> None:
        """Write these down, on the disk when it returns: signature, and when."""
        lines = "".join(f"{signature} {at.isoformat()}\n" for signature, at in erased.items())
        try:
            self._list.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(self._list, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(file, "a", encoding="ascii") as opened:
                opened.write(lines)
                opened.flush()
                os.fsync(opened.fileno())
        except OSError as error:
            raise Unusable(f"{self._list}: {error.strerror}") from error

    def read(self, beside: Path | None = None) -> "Erased":
        """All that were written down, here and in the list that lies `beside` a copy."""
        found: dict[str, datetime] = {}
        for file in {self._list, beside / LIST if beside else self._list}:
            found |= {s: max(at, found.get(s, at)) for s, at in _entries(file)}
        if not found:
            return Erased(b"", {})
        try:
            return Erased(self._key.read_bytes(), found)
        except OSError as error:
            raise Unusable(
                f"{self._key}: {error.strerror}; without it nobody who was erased is known again"
            ) from error

    def _key_or_new(self) -> bytes:
        try:
            if not self._key.exists():
                file = os.open(self._key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(file, "wb") as opened:
                    opened.write(secrets.token_bytes(KEY))
                    opened.flush()
                    os.fsync(opened.fileno())
                flush(self._key.parent)
            return self._key.read_bytes()
        except OSError as error:
            raise Unusable(f"{self._key}: {error.strerror}") from error


class Erased:
    """Everyone who was erased, as far as it is known."""

    def __init__(self, key: bytes, signatures: Mapping[str, datetime]) -> None:
        self._key, self._signatures = key, signatures

    def __len__(self) -> int:
        return len(self._signatures)

    def includes(self, telegram_id: int, since: datetime | None) -> bool:
        """Whether the person here `since` then was erased; not who came back afterwards."""
        at = self._signatures.get(_signed(self._key, telegram_id))
        return at is not None and (since is None or since <= at)


def _signed(key: bytes, telegram_id: int) -> str:
    return hmac.new(key, str(telegram_id).encode(), "sha256").hexdigest()[:LENGTH]


def _entries(file: Path) -> list[tuple[str, datetime]]:
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{file}: {getattr(error, 'strerror', None) or 'is not text'}") from error
    parts = [line.split(" ") for line in lines]
    return [(part[0], datetime.fromisoformat(part[1])) for part in parts if len(part) == 2]
