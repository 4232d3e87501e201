"""Files people send and the bot uploads: bytes in memory, by file_id.

A file_id names its kind (photo, voice, document); it may be sent again as that kind only.
"""

import hashlib
from dataclasses import dataclass, field

from deploy.playground.telegram.errors import bad


@dataclass(frozen=True)
class File:
    id: str
    kind: str
    data: bytes
    name: str
    mime: str
    width: int = 0
    height: int = 0

    @property
    def unique_id(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def path(self) -> str:
        """Where it is downloaded, under /file/bot<token>/."""
        return f"{self.kind}s/{self.id}"


@dataclass
class Files:
    by_id: dict[str, File] = field(default_factory=dict)

    def add(
        self, kind: str, data: bytes, name: str, mime: str, size: tuple[int, int] = (0, 0)
    ) -> File:
        file_id = f"{kind}-{len(self.by_id) + 1:06d}-emulated"
        file = File(file_id, kind, data, name, mime, *size)
        self.by_id[file_id] = file
        return file

    def find(self, file_id: str, kind: str | None = None) -> File:
        """A stored file, or Telegram's refusal of an unknown id or of the wrong kind."""
        file = self.by_id.get(file_id)
        if file is None and file_id.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")
        if file is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if kind and file.kind != kind:
            raise bad(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file
