"""What the founding, the charter, roles and sources of a community change in the tables."""

import msgspec

from folkmoot.events import community
from folkmoot.events.entry import Entry, pub_of
from folkmoot.events.fact import Fact
from folkmoot.views.batch import EVERY, Batch
from folkmoot.views.step import Step


def _founded(batch: Batch, entry: Entry, fact: community.Founded, s: int) -> None:
    languages = msgspec.json.encode(fact.languages).decode()
    batch.db.execute("INSERT OR IGNORE INTO community VALUES (?, ?)", (entry.i, languages))
    batch.touch(entry.i, EVERY)


def _charter(batch: Batch, entry: Entry, fact: "community.CharterAdopted | community.CharterAmended", s: int) -> None:
    rules = bytes(pub_of(fact.rules)).decode()
    batch.db.execute("INSERT OR REPLACE INTO charters VALUES (?, ?, ?)", (fact.version, entry.i, rules))
    batch.touch(entry.i, EVERY)


def _role_given(batch: Batch, entry: Entry, fact: community.RoleGiven, s: int) -> None:
    batch.db.execute("INSERT OR REPLACE INTO offices VALUES (?, ?)", (fact.office, entry.i))
    batch.db.execute("INSERT OR REPLACE INTO roles VALUES (?, ?, ?)", (fact.office, fact.role, entry.i))
    batch.touch(entry.i, EVERY)


def _role_taken_back(batch: Batch, entry: Entry, fact: community.RoleTakenBack, s: int) -> None:
    batch.db.execute("DELETE FROM roles WHERE office = ? AND role = ?", (fact.office, fact.role))
    batch.touch(entry.i, EVERY)


def _keys(batch: Batch, entry: Entry, fact: community.KeysStated, s: int) -> None:
    batch.db.execute("INSERT INTO keys VALUES (?, ?, ?)", (entry.i, fact.checkpoint, fact.receipt))


def _source(batch: Batch, entry: Entry, fact: community.SourceNamed, s: int) -> None:
    batch.db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (entry.s, entry.i, fact.licence, fact.url))


STEPS: dict[type[Fact], Step] = {
    community.Founded: _founded,
    community.CharterAdopted: _charter,
    community.CharterAmended: _charter,
    community.RoleGiven: _role_given,
    community.RoleTakenBack: _role_taken_back,
    community.KeysStated: _keys,
    community.SourceNamed: _source,
}
