"""What is said in some chats, as rows of the outbox: for taking back what must not stay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select, update

from storage.records import Verb
from storage.rows import Noun, columns
from storage.tables import outbox, posts


@dataclass(frozen=True, slots=True)
class Saying:
    """A row of the outbox as it stands."""

    id: int
    chat_id: int
    verb: Verb
    key: str
    facts: dict[str, Any]
    slot: str | None
    day_id: int | None
    message_id: int | None
    done_at: datetime | None
    claimed_until: datetime | None


SAYING = columns(outbox, Saying)


class Sayings(Noun):
    def of(self, chat_ids: Collection[int], since: datetime) -> list[Saying]:
        """What waits to be said in these chats, and what became a message there since; by id."""
        became = and_(outbox.c.created_at >= since, outbox.c.message_id.is_not(None))
        found = select(*SAYING).where(
            outbox.c.chat_id.in_(chat_ids), or_(outbox.c.done_at.is_(None), became)
        )
        return [Saying(*row) for row in self._sql.execute(found.order_by(outbox.c.id))]

    def drop(self, ids: Collection[int]) -> None:
        """These were never to be said; one that is on its way is found missing when it lands."""
        self._sql.execute(delete(outbox).where(outbox.c.id.in_(ids)))

    def reword(self, notice_id: int, key: str, facts: dict[str, Any]) -> None:
        """Let an unsent one say this instead."""
        one = update(outbox).where(outbox.c.id == notice_id)
        self._sql.execute(one.values(key=key, facts=facts))

    def unpost(self, chat_id: int, message_id: int) -> None:
        """This message plays no role any more."""
        here = posts.c.chat_id == chat_id
        self._sql.execute(delete(posts).where(here, posts.c.message_id == message_id))
