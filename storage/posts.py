"""Which Telegram message plays a slot's role in a chat, e.g. today's check-in or the board."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, select, tuple_, update

from storage.records import Post
from storage.rows import Noun, columns, upsert, values
from storage.tables import posts

POST = columns(posts, Post)
SHOW = (  # made once: putting it together costs more than running it
    update(posts)
    .where(posts.c.chat_id == bindparam("chat"), posts.c.message_id == bindparam("message"))
    .values(digest=bindparam("shown"))
)


class Posts(Noun):
    def of(self, chat_id: int, slot: str) -> Post | None:
        return self.of_many([(chat_id, slot)]).get((chat_id, slot))

    def of_many(self, places: Collection[tuple[int, str]]) -> dict[tuple[int, str], Post]:
        """Those that exist, by (chat_id, slot)."""
        found = select(*POST).where(tuple_(posts.c.chat_id, posts.c.slot).in_(list(places)))
        return {(row.chat_id, row.slot): Post(*row) for row in self._sql.execute(found)}

    def by_message(self, chat_id: int, message_id: int) -> Post | None:
        """The role a message plays; the one it took last, if several."""
        found = select(*POST).where(posts.c.chat_id == chat_id, posts.c.message_id == message_id)
        row = self._sql.execute(found.order_by(posts.c.at.desc(), posts.c.slot)).first()
        return None if row is None else Post(*row)

    def put(self, post: Post, at: datetime) -> None:
        """The message now plays this role, instead of the one before."""
        upsert(self._sql, posts, ["chat_id", "slot"], [{**values(posts, post), "at": at}])

    def show(self, chat_id: int, message_id: int, digest: str | None) -> None:
        """The message shows this now, in whatever roles."""
        self._sql.execute(SHOW, {"chat": chat_id, "message": message_id, "shown": digest})

    def remove(self, chat_id: int, slot: str) -> None:
        self._sql.execute(delete(posts).where(posts.c.chat_id == chat_id, posts.c.slot == slot))
