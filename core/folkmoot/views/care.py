"""What moderators look at, the public log of what they did, and what a safeguarding lead is asked to read."""

from typing import Literal

import msgspec

from folkmoot.events.contribution import ReportReason
from folkmoot.views.reading import View
from folkmoot.views.shown import AT, END, PAGE, PIECE, Piece, Said, number, piece, said, time_of

What = Literal["held", "released", "left", "hidden", "restored", "appealed", "upheld", "dismissed", "redacted"]
"""What was done: `left` is reported, looked at and left as it is; `upheld` and `dismissed` are outcomes of an appeal."""


class Care(msgspec.Struct, frozen=True):
    """How it stands with one contribution. for_help: written for the safeguarding lead alone. holder, hider: office that
    holds or hides it now, empty for none. hidden: reasons for that. charter: version that they cite, 0 for none. appeal:
    against that. appealed: when. because: index of the entry with the private words of the appeal, -1 for none. outcome:
    the reasons of who decided. waiting: reports since somebody last looked.
    """

    for_help: bool = False
    holder: str = ""
    hider: str = ""
    hidden: Said | None = None
    charter: int = 0
    appeal: Literal["", "waiting", "upheld", "dismissed"] = ""
    appealed: str = ""
    because: int = -1
    outcome: Said | None = None
    waiting: int = 0

    @property
    def stopped(self) -> bool:
        """Whether a moderator holds or hides it."""
        return bool(self.hider or (self.holder and not self.for_help))


class Report(msgspec.Struct, frozen=True):
    """A report. because: index of the entry with its private note, -1 for none. i: cursor."""

    i: int
    t: str
    reason: ReportReason
    because: int


class Waiting(msgspec.Struct, frozen=True):
    """Something that somebody has to look at. since, t: entry from which on it waits, and its time; since is the cursor.
    number, reasons: reports since somebody last looked. held: reason for which it is held, empty when it is only reported.
    words_at: index of the entry whose seal 0 holds its words. offered: its author lets it be shown.
    """

    since: int
    t: str
    piece: Piece
    number: int
    reasons: tuple[ReportReason, ...]
    held: str
    words_at: int
    offered: bool


class Appeal(msgspec.Struct, frozen=True):
    """An appeal that waits. i, t: of the appeal; i is the cursor. stoppers: offices that may not decide it."""

    i: int
    t: str
    piece: Piece
    stoppers: tuple[str, ...]


class Line(msgspec.Struct, frozen=True):
    """A line of the log. i: cursor. by: the office, empty for the author of what it is about. contribution: empty for a
    redaction, which is of `entry`. reasons: in words, None where none were given. charter: version in force then.
    """

    i: int
    t: str
    what: What
    by: str
    contribution: str
    entry: int
    reason: str
    charter: int
    reasons: Said | None


class Count(msgspec.Struct, frozen=True):
    """How often something was done for a reason under a version of the charter. what: as in the log, or `reported`,
    `erased` (a contribution), `forgotten` (a person), `helped` (asked for help), `opened` (a safeguarding lead read).
    """

    what: str
    reason: str
    charter: int
    number: int


class Asked(msgspec.Struct, frozen=True):
    """What somebody who needs help wrote. n: cursor. settled: a safeguarding lead said so. opened: how often it was read."""

    n: int
    piece: Piece
    settled: bool
    opened: int


class Reading(msgspec.Struct, frozen=True):
    """A line of the log of what was read for care; never the words. i: cursor. by: the office."""

    i: int
    t: str
    what: Literal["read", "settled"]
    by: str
    contribution: str


_WORDS = "coalesce((SELECT words FROM contributions WHERE n = {} AND why NOT IN ('withdrawn', 'erased', 'redacted')), -1)"


def care(view: View, contribution: str) -> Care:
    """How it stands with a contribution, also with one that nobody ever looked at."""
    row = view.row(
        f"SELECT help, holder, hider, appeal, appealed, {_WORDS.format('because')}, decided, waiting, contribution FROM cares "
        "WHERE contribution = (SELECT n FROM contributions WHERE id = ?)",
        contribution,
    )
    if row is None:
        return Care()
    help_, holder, hider, appeal, appealed, because, decided, waiting, n = row
    hid = view.row("SELECT max(i), charter FROM care_log WHERE contribution = ? AND what = 'hidden'", n) if hider else None
    return Care(
        for_help=bool(help_),
        holder=holder,
        hider=hider,
        hidden=said(view, hid[0]) if hid and hid[0] is not None else None,
        charter=hid[1] if hid and hid[0] is not None else 0,
        appeal=appeal,
        appealed=time_of(view, appealed),
        because=because,
        outcome=said(view, decided),
        waiting=waiting,
    )


def reports(view: View, contribution: str, limit: int = PAGE) -> tuple[Report, ...]:
    """The latest reports of a contribution; who made them is not told."""
    rows = view.rows(
        f"SELECT r.i, {AT.format('r.i')}, r.reason, {_WORDS.format('r.because')} FROM reports r "
        "WHERE r.contribution = (SELECT n FROM contributions WHERE id = ?) ORDER BY r.i DESC LIMIT ?",
        contribution,
        limit,
    )
    return tuple(Report(*row) for row in rows)


def waiting(view: View, after: int = -1, limit: int = PAGE) -> tuple[Waiting, ...]:
    """A page of what was reported or is held, what waits longest first. after: cursor, `since` of the last one seen.

    What its author took back is left out: nobody has to look at what nobody sees.
    """
    rows = view.rows(
        "SELECT cares.since, cares.contribution, cares.waiting, c.held, c.words FROM cares JOIN contributions c ON c.n = contribution "
        "WHERE cares.since >= 0 AND cares.since > ? AND (c.open = 1 OR c.why = 'held') ORDER BY cares.since LIMIT ?",
        after,
        limit,
    )
    found = []
    for since, n, many, held, words in rows:
        why = "SELECT DISTINCT reason FROM reports WHERE contribution = ? AND i >= ? ORDER BY reason"
        reasons = tuple(reason for (reason,) in view.rows(why, n, since))
        one = piece(view.row(PIECE + "WHERE c.n = ?", n))
        found.append(Waiting(since, time_of(view, since), one, many, reasons, held, words, offered(view, n)))
    return tuple(found)


def offered(view: View, n: int) -> bool:
    """Whether the author of a contribution lets it be shown, by its number."""
    row = view.row(
        "SELECT c.source <> '' OR EXISTS (SELECT 1 FROM consents WHERE contribution = c.n AND purpose = 'publish' AND withdrawn < 0) "
        "FROM contributions c WHERE c.n = ?",
        n,
    )
    return bool(row and row[0])


def appeals(view: View, before: int = 0, limit: int = PAGE) -> tuple[Appeal, ...]:
    """A page of the appeals that wait, the one that waits longest first. before: cursor, `i` of the last one seen."""
    rows = view.rows(
        "SELECT appealed, contribution, holder, hider FROM cares WHERE appeal = 'waiting' AND appealed > ? ORDER BY appealed LIMIT ?",
        before,
        limit,
    )
    found = []
    for i, n, *stoppers in rows:
        one = piece(view.row(PIECE + "WHERE c.n = ?", n))
        found.append(Appeal(i, time_of(view, i), one, tuple(sorted({office for office in stoppers if office}))))
    return tuple(found)


def log(view: View, before: int = END, limit: int = PAGE) -> tuple[Line, ...]:
    """A page of what was done, newest first. before: cursor, `i` of the last one seen."""
    return _lines(view, "l.i < ? ORDER BY l.i DESC LIMIT ?", before, limit)


def history(view: View, contribution: str, limit: int = PAGE) -> tuple[Line, ...]:
    """What was done with one contribution, newest first."""
    return _lines(view, "l.contribution = ? ORDER BY l.i DESC LIMIT ?", number(view, contribution), limit)


def _lines(view: View, which: str, *values: int) -> tuple[Line, ...]:
    rows = view.rows(
        f"SELECT l.i, {AT.format('l.i')}, l.what, names.name, coalesce(c.id, ''), l.entry, l.reason, l.charter FROM care_log l "
        "JOIN entries e ON e.i = l.i JOIN names ON names.n = e.author LEFT JOIN contributions c ON c.n = l.contribution "
        f"WHERE {which}",
        *values,
    )
    found = []
    for i, t, what, by, *rest in rows:
        found.append(Line(*[i, t, what, "" if by.startswith("p_") else by, *rest, said(view, i)]))
    return tuple(found)


def counts(view: View) -> tuple[Count, ...]:
    """Everything that was done, counted by reason and charter; what happened most of a kind first."""
    return tuple(Count(*row) for row in view.rows("SELECT * FROM care_counts ORDER BY what, number DESC, reason, charter"))


def asked(view: View, before: int = END, limit: int = PAGE) -> tuple[Asked, ...]:
    """A page of what people who need help wrote, newest first, without their words. before: cursor."""
    rows = view.rows(
        "SELECT cares.contribution, cares.holder, cares.opened FROM cares WHERE help = 1 AND contribution < ? "
        "ORDER BY contribution DESC LIMIT ?",
        before,
        limit,
    )
    return tuple(Asked(n, piece(view.row(PIECE + "WHERE c.n = ?", n)), not holder, opened) for n, holder, opened in rows)


def readings(view: View, before: int = END, limit: int = PAGE) -> tuple[Reading, ...]:
    """A page of who read or settled what somebody who needs help wrote, newest first. before: cursor, `i` of the last one."""
    rows = view.rows(
        f"SELECT e.i, {AT.format('e.i')}, kinds.type, names.name, c.id FROM cares JOIN entries e ON e.s = cares.contribution "
        "JOIN kinds ON kinds.n = e.kind JOIN names ON names.n = e.author JOIN contributions c ON c.n = cares.contribution "
        "WHERE cares.help = 1 AND kinds.type IN ('contribution.opened_for_care', 'contribution.released') AND e.i < ? "
        "ORDER BY e.i DESC LIMIT ?",
        before,
        limit,
    )
    return tuple(Reading(i, t, "read" if kind.endswith("care") else "settled", by, id_) for i, t, kind, by, id_ in rows)
