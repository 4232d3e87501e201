"""Which Telegram message plays a slot's role in a chat, e.g. today's check-in or the board."""

from collections.abc import Collection, Sequence
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
        self.put_many([post], at)

    def put_many(self, some: Sequence[Post], at: datetime) -> None:
        """As `put`, in their order."""
        rows = [{**values(posts, post), "at": at} for post in some]
        upsert(self._sql, posts, ["chat_id", "slot"], rows)

    def show(self, chat_id: int, message_id: int, digest: str | None) -> None:
        """The message shows this now, in whatever roles."""
        self.show_many([(chat_id, message_id, digest)])

    def show_many(self, shown: Sequence[tuple[int, int, str | None]]) -> None:
        """As `show`: chat, message and digest of each."""
        rows = [{"chat": chat, "message": one, "shown": digest} for chat, one, digest in shown]
        if rows:
            self._sql.execute(SHOW, rows)

    def remove(self, chat_id: int, slot: str) -> None:
        self._sql.execute(delete(posts).where(posts.c.chat_id == chat_id, posts.c.slot == slot))

    def remove_all(self, chat_id: int) -> None:
        """No message of this chat can be edited any more."""
        self._sql.execute(delete(posts).where(posts.c.chat_id == chat_id))
