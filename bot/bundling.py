"""One's own data as one file: a zip with all of it as JSON, and each section as CSV.

Rules: made when it is sent and kept nowhere; no cell can be taken for a formula by a spreadsheet.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from scheduler.actions.exporting import copy_of
from storage.exporting import Cell, Rows
from storage.records import Person
from storage.store import Transaction

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}")
FULL_WIDTH = (
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it is sent."""

    name: str
    content: bytes


def document(tx: Transaction, person: Person, now: datetime) -> Document:
    """The person's data as it is `now` (UTC)."""
    return Document(f"on-the-line-{now:%Y-%m-%d}.zip", bundle(copy_of(tx, person), now))


def bundle(copy: Mapping[str, Rows], now: datetime) -> bytes:
    """The zip. Empty sections are in the JSON and have no CSV."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        _put(zipped, "everything.json", json.dumps(copy, ensure_ascii=False, indent=1), now)
        for name, rows in copy.items():
            if rows:
                _put(zipped, f"{name}.csv", table(rows), now)
    return file.getvalue()


def table(rows: Rows) -> str:
    """A section as CSV; what is nested is JSON within its cell."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([guarded(cell) for cell in row.values()] for row in rows)
    return text.getvalue()


def guarded(cell: Cell) -> str:
    """As text that is shown and never run: what could begin a formula gets an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, bool | int | float):
        return str(cell)
    text = cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
    begins = text.lstrip(" \N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}")
    return f"'{text}" if begins.startswith((*FORMULAS, *FULL_WIDTH)) else text


def _put(zipped: ZipFile, name: str, text: str, now: datetime) -> None:
    entry = ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    zipped.writestr(entry, text.encode("utf-8", "surrogatepass"))
