"""The open question of a private chat: what the next plain text answers. At most one a person."""

from sqlalchemy import bindparam, delete, select

from storage.records import Question
from storage.rows import Noun, columns, upsert, values
from storage.tables import questions

QUESTION = columns(questions, Question)
CLEAR = delete(questions).where(questions.c.person_id == bindparam("person"))


class Questions(Noun):
    def ask(self, question: Question) -> None:
        """Replaces the one before."""
        upsert(self._sql, questions, ["person_id"], [values(questions, question)])

    def of(self, person_id: int) -> Question | None:
        """Out of date or not: `expires_at` is the reader's to judge."""
        found = select(*QUESTION).where(questions.c.person_id == person_id)
        row = self._sql.execute(found).first()
        return None if row is None else Question(*row)

    def clear(self, person_id: int) -> None:
        self._sql.execute(CLEAR, {"person": person_id})
