"""Which cards an office wrote off for people in the room, and which of them one person wrote; kept for a month, never in the record."""

import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlalchemy import Column, Integer, LargeBinary, String, Table, delete, insert, select, text, update

from folkmoot.record.ids import new_id
from folkmoot.record.people_file import PeopleFile, persons, tables

DAY = 86_400
KEPT = 30 * DAY
"""Seconds for which it is known who wrote a card off, and under which label."""

cards = Table(
    "cards",
    tables,
    Column("key", String, primary_key=True),
    Column("community", String, nullable=False, index=True),
    Column("canvas", String, nullable=False),
    Column("office", String, nullable=False),
    Column("person", String, nullable=False, index=True),
    Column("pseudonym", String, nullable=False),
    Column("label", LargeBinary, nullable=False),
    Column("contribution", String, nullable=False),
    Column("entered", Integer, nullable=False, index=True),
)
"""key: of the form it was sent with. label: keyed hash, empty for none. contribution: empty until it is recorded."""


class Card(NamedTuple):
    """person, pseudonym: who wrote it. contribution: what it became, empty until then. entered: seconds since 1970."""

    key: str
    person: str
    pseudonym: str
    contribution: str
    entered: int


_COLUMNS = (cards.c.key, cards.c.person, cards.c.pseudonym, cards.c.contribution, cards.c.entered)


class Cards:
    """The cards of a people's store. key: 32 bytes for this purpose alone. clock: seconds since 1970."""

    def __init__(self, file: PeopleFile, key: bytes, clock: Callable[[], float]) -> None:
        self._file, self._key, self._clock = file, key, clock

    def begin(self, key: str, community: str, canvas: str, office: str, label: str = "") -> Card:
        """Who wrote a card: for a key that was seen, whom it was then; for a label that this office used in this canvas, the
        same person; else somebody new. key: names the form. label: as the office typed it, empty for none.
        """
        kept = self._label(community, canvas, office, label)
        now = int(self._clock())
        with self._file.writing() as db:
            db.execute(delete(cards).where(cards.c.entered <= now - KEPT))
            name = hashlib.sha256(f"{community}\n{canvas}\n{office}\n{key}".encode()).hexdigest()
            found = db.execute(select(*_COLUMNS).where(cards.c.key == name)).first()
            if found is not None:
                return Card(*found)
            same = (cards.c.community == community, cards.c.canvas == canvas, cards.c.office == office, cards.c.label == kept)
            before = db.execute(select(cards.c.person, cards.c.pseudonym).where(*same)).first() if kept else None
            person, pseudonym = before if before is not None else (new_id("per_"), new_id("p_"))
            if before is None:
                db.execute(insert(persons).values(id=person))
            db.execute(insert(cards).values((name, community, canvas, office, person, pseudonym, kept, "", now)))
        return Card(name, person, pseudonym, "", now)

    def became(self, card: Card, contribution: str) -> None:
        """A card is recorded."""
        with self._file.writing() as db:
            db.execute(update(cards).where(cards.c.key == card.key).values(contribution=contribution))

    def of(self, community: str, canvas: str, office: str, since: int) -> list[Card]:
        """The cards that an office wrote off in a canvas and that are recorded, the last first. since: seconds since 1970."""
        c = cards.c
        mine = (c.community == community, c.canvas == canvas, c.office == office, c.contribution != "", c.entered >= since)
        query = select(*_COLUMNS).where(*mine).order_by(c.entered.desc(), text("rowid DESC"))
        return [Card(*row) for row in self._file.all(query)]

    def others(self, community: str, canvas: str, offices: Iterable[str], most: int) -> list[str]:
        """Contributions that other offices than these wrote off in a canvas and that are recorded, the first first."""
        c = cards.c
        where = c.community == community, c.canvas == canvas, c.office.not_in(list(offices)), c.contribution != ""
        query = select(c.contribution).where(*where, c.entered > int(self._clock()) - KEPT).order_by(c.entered, text("rowid"))
        return [contribution for (contribution,) in self._file.all(query.limit(most))]

    def find(self, community: str, office: str, contribution: str) -> Card | None:
        """The card that an office wrote off as a contribution; None when it did not, or too long ago."""
        c = cards.c
        which = c.community == community, c.office == office, c.contribution == contribution
        found = self._file.all(select(*_COLUMNS).where(*which, c.entered > int(self._clock()) - KEPT))
        return Card(*found[0]) if found else None

    def _label(self, community: str, canvas: str, office: str, label: str) -> bytes:
        """What is kept of a label: enough to know it again, and nothing to read."""
        plain = " ".join(label.split()).casefold()
        said = f"{community}\n{canvas}\n{office}\n{plain}".encode()
        return hmac.digest(self._key, said, "sha256") if plain else b""
