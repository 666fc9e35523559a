"""Whom a canvas reaches: how many people said of themselves that they belong to a group, and who has answered, never what."""

from typing import NamedTuple

from sqlalchemy import Column, Integer, String, Table, bindparam, delete, insert, select, update

from folkmoot.record.people_file import PeopleFile, must_exist, tables

reach_groups = Table(
    "reach_groups",
    tables,
    Column("community", String, primary_key=True),
    Column("canvas", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("share", Integer, nullable=False),
    Column("people", Integer, nullable=False),
)
"""share: of all whom the canvas is for, in hundredths, -1 where nobody knows. The row without a name counts all answers."""

reach_answered = Table(
    "reach_answered",
    tables,
    Column("person", String, primary_key=True),
    Column("community", String, primary_key=True),
    Column("canvas", String, primary_key=True),
)

_HERE = reach_groups.c.community == bindparam("where"), reach_groups.c.canvas == bindparam("within")
_ALL = select(reach_groups.c.name, reach_groups.c.share, reach_groups.c.people).where(*_HERE).order_by(reach_groups.c.place)
_MINE = (
    reach_answered.c.person == bindparam("who"),
    reach_answered.c.community == bindparam("where"),
    reach_answered.c.canvas == bindparam("within"),
)


class Target(NamedTuple):
    """A group that a canvas should reach. share: hundredths of all whom it is for, -1 where nobody knows."""

    name: str
    share: int


class Reached(NamedTuple):
    """A group with how many people said that they belong to it; exact, so for nobody's eyes as it is."""

    name: str
    share: int
    people: int


class Reach:
    """The groups of a people's store and their counts."""

    def __init__(self, file: PeopleFile) -> None:
        self._file = file

    def ask_about(self, community: str, canvas: str, targets: list[Target]) -> None:
        """Ask about these groups from now on; a group that stays keeps its count, one that goes takes it along."""
        here = reach_groups.c.community == community, reach_groups.c.canvas == canvas
        with self._file.writing() as db:
            before = {row[0]: row[1] for row in db.execute(select(reach_groups.c.name, reach_groups.c.people).where(*here))}
            db.execute(delete(reach_groups).where(*here))
            for place, target in enumerate([Target("", -1), *targets] if targets else []):
                row = (community, canvas, target.name, place, target.share, before.get(target.name, 0))
                db.execute(insert(reach_groups).values(row))

    def answer(self, person: str, community: str, canvas: str, names: set[str]) -> bool:
        """Count somebody where they say they belong, once; answers whether they were counted now.

        Raises Unknown when the person was erased.
        """
        here = reach_groups.c.community == community, reach_groups.c.canvas == canvas
        with self._file.writing() as db:
            must_exist(db, person)
            mine = {"who": person, "where": community, "within": canvas}
            if db.scalar(select(reach_answered.c.person).where(*_MINE), mine) is not None:
                return False
            counted = update(reach_groups).where(*here, reach_groups.c.name.in_({"", *names}))
            if not db.execute(counted.values(people=reach_groups.c.people + 1)).rowcount:
                return False
            db.execute(insert(reach_answered).values((person, community, canvas)))
        return True

    def answered(self, person: str, community: str, canvas: str) -> bool:
        """Whether somebody has answered."""
        return (
            self._file.text(select(reach_answered.c.person).where(*_MINE), who=person, where=community, within=canvas) is not None
        )

    def of(self, person: str) -> list[tuple[str, str]]:
        """(community, canvas) of each canvas where a person answered, sorted."""
        c = reach_answered.c
        mine = select(c.community, c.canvas).where(c.person == person).order_by(c.community, c.canvas)
        return self._file.all(mine)

    def groups(self, community: str, canvas: str) -> tuple[int, list[Reached]]:
        """How many answered, and each group in its order."""
        rows = [Reached(*row) for row in self._file.all(_ALL, where=community, within=canvas)]
        return sum(one.people for one in rows if not one.name), [one for one in rows if one.name]
