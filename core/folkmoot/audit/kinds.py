"""For each kind of fact, what has to hold where it stands; one function a kind."""

from typing import Any

from folkmoot.audit.laws import Broken, Law, Laws, Person, Piece
from folkmoot.domain.decision import Decision, inputs_digest
from folkmoot.domain.rules import Method, Refused
from folkmoot.events import canvas, community, contribution, decision, ground, participant, record
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def _house(laws: Laws, entry: Entry, fact: Fact) -> None:
    if entry.by != "house":
        raise Broken("only the house says this.")
    laws.community.evolve(entry, fact)


def _founded(laws: Laws, entry: Entry, fact: community.Founded) -> None:
    if entry.i:
        raise Broken("a record has one founding, and it is its first entry.")
    _house(laws, entry, fact)


def _charter(laws: Laws, entry: Entry, fact: community.CharterAdopted | community.CharterAmended) -> None:
    if fact.version != laws.community.charter + 1:
        raise Broken(f"version {fact.version} of the charter does not follow version {laws.community.charter}.")
    laws.office(entry, "steward")
    laws.community.evolve(entry, fact)


def _stewards(laws: Laws, entry: Entry, fact: Fact) -> None:
    laws.office(entry, "steward")
    laws.community.evolve(entry, fact)
    if isinstance(fact, community.RoleTakenBack) and not any("steward" in held for held in laws.community.roles.values()):
        raise Broken("no steward is left.")


def _keys(laws: Laws, entry: Entry, fact: community.KeysStated) -> None:
    laws.keys = fact
    _house(laws, entry, fact)


def _source(laws: Laws, entry: Entry, fact: community.SourceNamed) -> None:
    laws.sources.add(entry.s)
    laws.office(entry, "steward", "facilitator")


def _opened(laws: Laws, entry: Entry, fact: canvas.CanvasOpened) -> None:
    laws.canvases[entry.s] = True
    if "resident" not in laws.community.rules.opens:
        laws.office(entry, *laws.community.rules.opens)


def _concluded(laws: Laws, entry: Entry, fact: canvas.CanvasConcluded) -> None:
    laws.going(entry.s)
    laws.canvases[entry.s] = False
    laws.office(entry, "facilitator", "steward")


def _joined(laws: Laws, entry: Entry, fact: participant.Joined) -> None:
    before = laws.people.get(entry.s)
    laws.people[entry.s] = Person(fact.canvas, {fact.roll: entry.i})
    back = before is None or (before.gone and not before.erased and before.canvas == fact.canvas)
    if entry.by != entry.s or not back:
        raise Broken("a participant joins for themselves, and again only where they have left.")
    laws.going(fact.canvas)


def _attested(laws: Laws, entry: Entry, fact: participant.Attested) -> None:
    laws.office(entry, "facilitator", "officer", "steward")
    if entry.s not in laws.people:
        raise Broken("it attests somebody who never joined.")
    laws.people[entry.s].rolls.setdefault(fact.roll, entry.i)


def _left(laws: Laws, entry: Entry, fact: participant.Left) -> None:
    if entry.by != entry.s or entry.s not in laws.people:
        raise Broken("only a participant leaves, and for themselves.")
    laws.people[entry.s].gone = True


def _person_erased(laws: Laws, entry: Entry, fact: participant.ParticipantErased) -> None:
    if entry.s not in laws.people:
        raise Broken("it erases somebody who never joined.")
    laws.people[entry.s].gone = laws.people[entry.s].erased = True
    if entry.by != entry.s:
        laws.office(entry, "steward")


def _response(laws: Laws, entry: Entry, fact: participant.ResponseGiven) -> None:
    statement = laws.pieces.get(fact.statement)
    if statement is None or statement.kind != "statement":
        raise Broken("it answers a statement that is not there.")
    person = laws.people.get(entry.s)
    if entry.by != entry.s or person is None or person.canvas != statement.canvas or person.gone:
        raise Broken(f"{entry.by} has not joined this canvas, or has left it.")
    laws.going(statement.canvas)


def _received(laws: Laws, entry: Entry, fact: contribution.Received) -> None:
    twice = entry.s in laws.pieces
    laws.pieces[entry.s] = Piece(fact.canvas, fact.kind, entry.by)
    laws.going(fact.canvas)
    if twice:
        raise Broken("a contribution is received once.")
    if entry.by.startswith("p_"):
        laws.here(entry, fact.canvas)
    if fact.parent and laws.piece(fact.parent).canvas != fact.canvas:
        raise Broken("it comments on something in another canvas.")


def _own(laws: Laws, entry: Entry, fact: Fact) -> None:
    laws.own(entry)


def _licence(laws: Laws, entry: Entry, fact: ground.LicenceStated) -> None:
    laws.own(entry)
    if fact.source not in laws.sources or entry.via != "import":
        raise Broken("only an import names a licence, and of a source that was named before.")


def _duty(laws: Laws, entry: Entry, fact: ground.DutyStated) -> None:
    laws.own(entry)
    if entry.by.startswith("p_"):
        raise Broken("only an office writes as its duty.")


def _moderated(laws: Laws, entry: Entry, fact: Fact) -> None:
    laws.piece(entry.s)
    if entry.via != "import":
        laws.office(entry, "moderator", "facilitator", "steward")


def _erased(laws: Laws, entry: Entry, fact: contribution.Erased) -> None:
    piece = laws.piece(entry.s)
    if not piece.by.startswith("p_"):
        raise Broken("words of office are not erased but redacted.")
    if piece.by != entry.by:
        laws.office(entry, "steward")


def _linked(laws: Laws, entry: Entry, fact: contribution.Linked) -> None:
    if laws.piece(entry.s).canvas != laws.piece(fact.to).canvas:
        raise Broken("it links contributions of two canvases.")


def _redacted(laws: Laws, entry: Entry, fact: record.Redacted) -> None:
    laws.office(entry, "steward", "moderator")
    of_office = laws.seals.get(fact.entry, ())
    if fact.entry >= entry.i or fact.seal >= len(of_office) or not of_office[fact.seal]:
        raise Broken("it redacts what is no payload of an office.")


def _restored(laws: Laws, entry: Entry, fact: record.RecordRestored) -> None:
    _house(laws, entry, fact)
    if not 0 <= fact.start < fact.stop <= entry.i:
        raise Broken("it declares entries lost that are not there.")


def _called(laws: Laws, entry: Entry, fact: decision.Called) -> None:
    laws.decisions[entry.s] = Decision()
    laws.decisions[entry.s].evolve(entry, fact)
    laws.going(fact.canvas)
    laws.office(entry, "facilitator", "officer", "steward")
    if fact.charter != laws.community.charter or len(entry.cm) != 1 + len(fact.options) or len(fact.options) < 2:
        raise Broken("it is called under another charter, or its options are not the ones that are sealed.")


def _decided(laws: Laws, entry: Entry, fact: decision.Opened | decision.Reviewed) -> None:
    state, _ = laws.terms(entry.s)
    opening, opened, tallied = isinstance(fact, decision.Opened), state.opened >= 0, state.tallied is not None
    state.evolve(entry, fact)
    laws.office(entry, "facilitator", "officer", "steward")
    if opened if opening else not tallied:
        raise Broken("it opens what is open, or reviews what has no result.")


def _ballot(laws: Laws, entry: Entry, fact: decision.BallotCast) -> None:
    state, terms = laws.terms(entry.s)
    if state.opened < 0 or state.closed:
        raise Broken("it was cast while voting was not open.")
    state.evolve(entry, fact)
    person = laws.here(entry, terms.canvas)
    electorate = terms.electorate
    since = [index for roll, index in person.rolls.items() if roll in electorate.rolls]
    if not since or (electorate.until == "opened" and min(since) > state.opened):
        raise Broken(f"{entry.by} is not on the roll.")
    if terms.method in laws.methods:
        _check_choice(laws.methods[terms.method], fact.choice, state)


def _check_choice(method: Method, choice: Any, state: Decision) -> None:
    try:
        method.check(choice, state.options, state.terms.params)
    except Refused as refused:
        raise Broken(f"it is no ballot: {refused}") from None


def _closed(laws: Laws, entry: Entry, fact: decision.Closed) -> None:
    state, _ = laws.terms(entry.s)
    if state.opened < 0 or state.closed:
        raise Broken("it closes what is not open.")
    state.evolve(entry, fact)
    laws.office(entry, "facilitator", "officer", "steward")
    if fact.ballots != len(state.ballots) or fact.input != inputs_digest(state.ballots):
        raise Broken(f"{len(state.ballots)} ballots count, and these are not the ones that it says it closes with.")


def _tallied(laws: Laws, entry: Entry, fact: decision.Tallied) -> None:
    state, terms = laws.terms(entry.s)
    if not state.closed or state.tallied is not None:
        raise Broken("a decision is tallied once, when it is closed.")
    state.evolve(entry, fact)
    same = fact.method == terms.method and fact.params == terms.params and fact.input == inputs_digest(state.ballots)
    if not same or fact.quorum_met is not (len(state.ballots) >= terms.quorum):
        raise Broken("the result is not counted on the terms of the call, from the ballots that were cast.")


LAWS: dict[type[Fact], Law] = {
    community.Founded: _founded,
    community.CharterAdopted: _charter,
    community.CharterAmended: _charter,
    community.RoleGiven: _stewards,
    community.RoleTakenBack: _stewards,
    community.KeysStated: _keys,
    community.PluginEnabled: _stewards,
    community.PluginDisabled: _stewards,
    community.SourceNamed: _source,
    canvas.CanvasOpened: _opened,
    canvas.CanvasConcluded: _concluded,
    participant.Joined: _joined,
    participant.Attested: _attested,
    participant.Left: _left,
    participant.ParticipantErased: _person_erased,
    participant.ResponseGiven: _response,
    contribution.Received: _received,
    contribution.Shared: _own,
    contribution.Revised: _own,
    contribution.Withdrawn: _own,
    contribution.Held: _moderated,
    contribution.Released: _moderated,
    contribution.Hidden: _moderated,
    contribution.Restored: _moderated,
    contribution.Linked: _linked,
    contribution.PutForward: _moderated,
    contribution.Erased: _erased,
    ground.ConsentGiven: _own,
    ground.ConsentWithdrawn: _own,
    ground.LicenceStated: _licence,
    ground.DutyStated: _duty,
    decision.Called: _called,
    decision.Opened: _decided,
    decision.BallotCast: _ballot,
    decision.Closed: _closed,
    decision.Tallied: _tallied,
    decision.Reviewed: _decided,
    record.Redacted: _redacted,
    record.RecordRestored: _restored,
    record.Continued: _house,
}
"""Kind of fact -> what has to hold where it stands."""
