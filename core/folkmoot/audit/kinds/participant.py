"""What has to hold where people join, are attested, answer, leave and are erased."""

from folkmoot.audit.known import Person
from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.participant import Attested, Joined, Left, ParticipantErased, ResponseGiven


def _joined(laws: Laws, entry: Entry, fact: Joined) -> None:
    before = laws.people.get(entry.s)
    back = before is None or (before.gone and not before.erased and before.canvas == fact.canvas)
    if entry.by != entry.s or not back:
        raise Broken("a participant joins for themselves, and again only where they have left.")
    laws.people[entry.s] = Person(fact.canvas, {fact.roll: entry.i})
    if fact.roll != ("import" if entry.via == "import" else "open"):
        raise Broken("who joins is on the open roll, or on that of an import, until an office attests who they are.")
    laws.going(fact.canvas)


def _person(laws: Laws, entry: Entry) -> Person:
    person = laws.people.get(entry.s)
    if person is None:
        raise Broken("it is about somebody who never joined.")
    return person


def _attested(laws: Laws, entry: Entry, fact: Attested) -> None:
    person = _person(laws, entry)
    person.rolls.setdefault(fact.roll, entry.i)
    laws.office(entry, "facilitator", "officer", "steward")
    if person.gone or fact.roll in ("open", "import"):
        raise Broken("an office attests who somebody is while they take part, and in a way of its own.")
    laws.going(person.canvas)


def _left(laws: Laws, entry: Entry, fact: Left) -> None:
    person = _person(laws, entry)
    if entry.by != entry.s or person.gone:
        raise Broken("only a participant leaves, and for themselves.")
    person.gone = True


def _erased(laws: Laws, entry: Entry, fact: ParticipantErased) -> None:
    known = entry.s in laws.people
    person = laws.people.setdefault(entry.s, Person("", {}))
    person.gone = person.erased = True
    if entry.by != entry.s:
        laws.office(entry, "steward")
        if not known:
            raise Broken("it is about somebody who never joined.")


def _response(laws: Laws, entry: Entry, fact: ResponseGiven) -> None:
    statement = laws.piece(fact.statement)
    if statement.kind != "statement":
        raise Broken("it answers what is no statement.")
    person = laws.people.get(entry.s)
    if entry.by != entry.s or person is None or person.canvas != statement.canvas or person.gone:
        raise Broken(f"{entry.by} has not joined this canvas, or has left it.")
    if not laws.canvases.get(statement.canvas):
        raise Broken("its canvas is not open.")
    if entry.via != "import" and (fact.claimed or not laws.shown(fact.statement)):
        raise Broken("it answers a statement that is not public, or claims a date of its own.")


LAWS: dict[type[Fact], Law] = {
    Joined: _joined,
    Attested: _attested,
    Left: _left,
    ParticipantErased: _erased,
    ResponseGiven: _response,
}
