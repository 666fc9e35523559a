"""Every seal is public, private or gone for a reason that the record itself gives (rules 2 and 3)."""

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple, cast

import msgspec

from folkmoot.domain.alternative import draft
from folkmoot.events import alternative, contribution, ground, participant, record
from folkmoot.events.contribution import Kind
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Guard, Unknown, guard

State = Literal["public", "private", "gone"]


_PRIVATE: tuple[Guard, ...] = ("private",)


class Status(NamedTuple):
    """state of a seal, why, and the index of the entry that says so (None when nothing had to be said)."""

    state: State
    why: str
    by: int | None = None


class _Again(msgspec.Struct, omit_defaults=True):
    """An alternative. ended: index of the entry that took its place or took it back, -1 while it stands. draft: nobody has checked
    it, and it is not shown before. free: it is its author's own, and needs no consent to a translation.
    """

    key: str
    of: int
    draft: bool
    free: bool
    ever: bool = False
    ended: int = -1


class _Piece(msgspec.Struct, omit_defaults=True):
    """What the record says of one contribution; each field holds the index of the entry that says it, or -1."""

    by: str
    received: int
    words: int
    """Index of the entry whose seal 0 holds the current words."""
    ever: bool = False
    """Whether the current words were public at some time."""
    past: tuple[int, ...] = ()
    """Indices of earlier words that were public until they were revised."""
    shared: int = -1
    consent: int = -1
    unconsented: int = -1
    other_ground: int = -1
    withdrawn: int = -1
    held: int = -1
    hidden: int = -1
    erased: int = -1
    kind: str = ""
    translate: int = -1
    recording: int = -1
    again: dict[int, _Again] = {}
    """Alternatives, by the index of the entry that made each."""


class Openness(msgspec.Struct):
    """A fold over all entries of a record, in order; knows of each seal whether it must open, may not, or cannot."""

    pieces: dict[str, _Piece] = {}
    office: list[tuple[int, int]] = []
    """Seals that are public by duty, in order."""
    sealed: dict[int, tuple[str, str, tuple[Guard, ...]]] = {}
    """Index -> stream, author and guards of an entry that holds a person's payloads, or seals of an unknown kind."""
    redacted: dict[tuple[int, int], int] = {}
    erased: dict[str, int] = {}
    lost: list[tuple[int, int, int]] = []
    """(start, stop, index): losses declared after a restore."""

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        """Take the next entry in; `fact` is `entry.fact()`."""
        if entry.cm:
            self._take_seals(entry, fact)
        step = _STEPS.get(type(fact))
        if step is not None:
            step(self, entry, fact)

    def _take_seals(self, entry: Entry, fact: Fact | Unknown) -> None:
        if isinstance(fact, Unknown):
            self.sealed[entry.i] = (entry.s, entry.by, _PRIVATE * len(entry.cm))
            return
        guards: tuple[Guard, ...] = tuple(guard(type(fact), k)[1] for k in range(len(entry.cm)))
        if any(kind != "office" for kind in guards):
            self.sealed[entry.i] = (entry.s, self._whose(entry, fact), guards)
        self.office.extend((entry.i, k) for k, kind in enumerate(guards) if kind == "office")

    def _whose(self, entry: Entry, fact: Fact) -> str:
        """Whose payloads an entry holds: an alternative is as much theirs who brought the original."""
        piece = self.pieces.get(entry.s)
        return piece.by if piece is not None and isinstance(fact, alternative.AlternativeMade) else entry.by

    def status(self, i: int, k: int) -> Status:
        """What the record says of seal `k` of entry `i`."""
        if (i, k) in self.redacted:
            return Status("gone", "redacted", self.redacted[i, k])
        if i not in self.sealed:
            return Status("public", "duty")
        stream, by, guards = self.sealed[i]
        if guards[k] == "office":
            return Status("public", "duty")
        piece = self.pieces.get(stream)
        if by in self.erased:
            return Status("gone", "erased", self.erased[by])
        if piece is not None and piece.erased >= 0:
            return Status("gone", "erased", piece.erased)
        if guards[k] == "private" or piece is None:
            return Status("private", "for the person alone")
        return _of_alternative(piece, piece.again[i]) if i in piece.again else _of_words(piece, i)

    def why_not_here(self, i: int, k: int) -> Status | None:
        """The entry that explains why seal `k` of entry `i` cannot be opened any more, if there is one."""
        status = self.status(i, k)
        if status.state == "gone":
            return status
        for start, stop, by in self.lost:
            if start <= i < stop:
                return Status("gone", "lost in a restore", by)
        return None

    def public(self) -> Iterator[tuple[int, int]]:
        """Every seal that must open, (entry index, seal number), ascending."""
        seals = [seal for seal in self.office if seal not in self.redacted]
        for piece in self.pieces.values():
            seals += [(i, 0) for i in (piece.words, *piece.again) if self.status(i, 0).state == "public"]
        return iter(sorted(seals))

    def recalled(self) -> Iterator[tuple[int, int, Status]]:
        """Every seal that was public once and is not now, with the reason, ascending."""
        was = [seal for seal in self.office if seal in self.redacted]
        was += [(i, 0) for piece in self.pieces.values() for i in _once_public(piece)]
        return ((i, k, status) for i, k in sorted(was) for status in (self.status(i, k),) if status.state != "public")


def _once_public(piece: _Piece) -> tuple[int, ...]:
    again = tuple(i for i, one in piece.again.items() if one.ever)
    return (*piece.past, piece.words, *again) if piece.ever else (*piece.past, *again)


def _of_alternative(piece: _Piece, one: _Again) -> Status:
    source = piece.recording if one.key.startswith("transcript ") else piece.words
    if one.ended >= 0:
        return Status("private", "ended", one.ended)
    if one.of != source:
        return Status("private", "out of date", source if source >= 0 else None)
    if one.draft:
        return Status("private", "draft")
    if not one.free and piece.translate < 0 and piece.other_ground < 0:
        return Status("private", "translation not allowed")
    return _of_words(piece, piece.words)


def _of_words(piece: _Piece, i: int) -> Status:
    if piece.words != i:
        return Status("private", "revised", piece.words)
    if piece.withdrawn >= 0:
        return Status("private", "withdrawn", piece.withdrawn)
    if piece.hidden >= 0:
        return Status("private", "hidden", piece.hidden)
    if piece.held >= 0:
        return Status("private", "held", piece.held)
    if piece.shared < 0:
        return Status("private", "not shared")
    if piece.consent >= 0:
        return Status("public", "consent", piece.consent)
    if piece.other_ground >= 0:
        return Status("public", "licence or duty", piece.other_ground)
    return Status("private", "consent withdrawn", piece.unconsented if piece.unconsented >= 0 else None)


def _received(seen: Openness, entry: Entry, fact: contribution.Received) -> None:
    seen.pieces[entry.s] = _Piece(by=entry.by, received=entry.i, words=entry.i, kind=fact.kind)


def _consent_given(seen: Openness, entry: Entry, fact: ground.ConsentGiven) -> None:
    if "publish" in fact.purposes:
        _note(seen, entry, consent=entry.i)
    if "translate" in fact.purposes:
        _note(seen, entry, translate=entry.i)


def _consent_withdrawn(seen: Openness, entry: Entry, fact: ground.ConsentWithdrawn) -> None:
    if "publish" in fact.purposes:
        _note(seen, entry, consent=-1, unconsented=entry.i)
    if "translate" in fact.purposes:
        _note(seen, entry, translate=-1)


def _made(seen: Openness, entry: Entry, fact: alternative.AlternativeMade) -> None:
    piece = seen.pieces.get(entry.s)
    if piece is None:
        return
    key = f"{fact.kind} {fact.lang}"
    for one in piece.again.values():
        if one.key == key and one.ended < 0:
            one.ended = entry.i
    free = fact.kind != "translation" or fact.level == "author" or not piece.by.startswith("p_")
    piece.again[entry.i] = _Again(key, fact.of, draft(fact.kind, fact.level, cast(Kind, piece.kind)), free)
    _note(seen, entry)


def _ended(seen: Openness, entry: Entry, fact: alternative.AlternativeEnded) -> None:
    piece = seen.pieces.get(entry.s)
    if piece is not None and fact.entry in piece.again and piece.again[fact.entry].ended < 0:
        piece.again[fact.entry].ended = entry.i


def _attached(seen: Openness, entry: Entry, fact: contribution.Attached) -> None:
    if fact.kind == "audio":
        _note(seen, entry, recording=entry.i)


def _detached(seen: Openness, entry: Entry, fact: contribution.Detached) -> None:
    piece = seen.pieces.get(entry.s)
    if piece is not None and piece.recording == fact.entry:
        _note(seen, entry, recording=-1)


def _note(seen: Openness, entry: Entry, **said: int) -> None:
    piece = seen.pieces.get(entry.s)
    if piece is None:
        return
    for name, value in said.items():
        setattr(piece, name, value)
    if not piece.ever and _of_words(piece, piece.words).state == "public":
        piece.ever = True
    for one in piece.again.values():
        one.ever = one.ever or _of_alternative(piece, one).state == "public"


def _revised(seen: Openness, entry: Entry, _: contribution.Revised) -> None:
    piece = seen.pieces.get(entry.s)
    if piece is not None:
        if piece.ever:
            piece.past += (piece.words,)
        piece.ever = False
        _note(seen, entry, words=entry.i)


def _redacted(seen: Openness, entry: Entry, fact: record.Redacted) -> None:
    seen.redacted.setdefault((fact.entry, fact.seal), entry.i)


def _person_erased(seen: Openness, entry: Entry, _: participant.ParticipantErased) -> None:
    seen.erased[entry.s] = entry.i


def _restored(seen: Openness, entry: Entry, fact: record.RecordRestored) -> None:
    seen.lost.append((fact.start, fact.stop, entry.i))


_STEPS: dict[type, Callable[[Openness, Entry, Any], None]] = {
    contribution.Received: _received,
    contribution.Shared: lambda seen, entry, _: _note(seen, entry, shared=entry.i, withdrawn=-1),
    contribution.Revised: _revised,
    contribution.Withdrawn: lambda seen, entry, _: _note(seen, entry, withdrawn=entry.i),
    contribution.Held: lambda seen, entry, _: _note(seen, entry, held=entry.i),
    contribution.Released: lambda seen, entry, _: _note(seen, entry, held=-1),
    contribution.Hidden: lambda seen, entry, _: _note(seen, entry, hidden=entry.i),
    contribution.Restored: lambda seen, entry, _: _note(seen, entry, hidden=-1),
    contribution.Attached: _attached,
    contribution.Detached: _detached,
    alternative.AlternativeMade: _made,
    alternative.AlternativeEnded: _ended,
    contribution.Erased: lambda seen, entry, _: _note(seen, entry, erased=entry.i),
    ground.ConsentGiven: _consent_given,
    ground.ConsentWithdrawn: _consent_withdrawn,
    ground.LicenceStated: lambda seen, entry, _: _note(seen, entry, other_ground=entry.i),
    ground.DutyStated: lambda seen, entry, _: _note(seen, entry, other_ground=entry.i),
    participant.ParticipantErased: _person_erased,
    record.Redacted: _redacted,
    record.RecordRestored: _restored,
}
