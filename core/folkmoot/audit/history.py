"""What a bundle tells of each canvas, in the order in which it happened, with the entry that says so and the words it opens."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from folkmoot.bundle import Bundle, Unreadable
from folkmoot.events import canvas, commitment, decision, duty, meeting, proposal, question, review, rounds, theme, topic
from folkmoot.events.contribution import Received
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.participant import Joined

MOST = 200
"""Happenings of a canvas that are told; the later ones are only counted."""

SHORT = 120
"""Characters of somebody's words that stand in a line."""

Seal = tuple[int, int]
"""Index of an entry, number of its seal."""

NOWHERE: Seal = (-1, 0)

NAMED = ("topic", "theme", "proposal", "question")
"""Kinds of contributions whose words name what is told of."""

Say = Callable[[Any], str]

TOLD: dict[type[Fact], Say] = {
    canvas.CanvasPromised: lambda fact: (
        "The body made its promise" + (f", with an answer by {fact.answer_by}" if fact.answer_by else "")
    ),
    canvas.CanvasOpened: lambda fact: "The canvas was opened" + (f", with an answer by {fact.answer_by}" if fact.answer_by else ""),
    canvas.CanvasConcluded: lambda fact: f"The canvas was concluded; {len(fact.open_duties)} duties were open",
    canvas.PlaceOpened: lambda fact: f"The place {fact.place} was opened",
    canvas.PlaceClosed: lambda fact: f"The place {fact.place} was closed",
    canvas.GroupRulesAgreed: lambda fact: f"The group agreed on version {fact.version} of its own rules",
    topic.TopicAgreed: lambda fact: "A topic came onto the agenda",
    topic.TopicMerged: lambda fact: "A topic was merged into another",
    topic.TopicLaidAside: lambda fact: "A topic was laid aside",
    theme.ThemeMade: lambda fact: "A theme was made",
    theme.LinkContested: lambda fact: "A link to a theme was contested",
    proposal.ProposalBegun: lambda fact: f"A proposal was begun, from {len(fact.sources)} things that people brought",
    proposal.VersionPublished: lambda fact: f"Version {fact.version} of a proposal was published",
    proposal.ProposalMerged: lambda fact: "A proposal was merged into another",
    proposal.MergeObjected: lambda fact: "An author objected to the merge of a proposal, which was undone",
    proposal.ProposalSplit: lambda fact: f"A proposal was split into {len(fact.into)}",
    proposal.ProposalWithdrawn: lambda fact: "A proposal was withdrawn",
    meeting.MeetingHeld: lambda fact: f"A meeting was held with {fact.present} people",
    rounds.RoundClosed: lambda fact: "A round was closed",
    canvas.CanvasAnswered: lambda fact: "The body answered for the canvas",
    question.QuestionAnswered: lambda fact: "A question was answered",
    decision.Called: lambda fact: f"A decision was called, by {fact.method}, for which {fact.quorum} ballots were needed",
    decision.Seconded: lambda fact: "Somebody seconded the call for a decision",
    decision.CalledOff: lambda fact: "A decision was called off before voting opened",
    decision.Tallied: lambda fact: (
        f"It was decided: {', '.join(fact.chosen) or 'nothing'}"
        + ("" if fact.quorum_met else ", below the quorum, so it does not bind")
    ),
    decision.DecisionAnswered: lambda fact: f"The body answered the decision: {fact.outcome}",
    decision.Reviewed: lambda fact: f"The decision was looked at again: {fact.outcome}",
    commitment.CommitmentMade: lambda fact: f"The body promised something by {fact.due}",
    commitment.CommitmentMoved: lambda fact: f"What was promised was moved to {fact.due}",
    commitment.CommitmentDelivered: lambda fact: "What was promised was said to be done",
    commitment.CommitmentDisputed: lambda fact: "That was disputed",
    commitment.CommitmentMissed: lambda fact: "What was promised was said not to be done",
    duty.DutyOverdue: lambda fact: f"What was owed by {fact.due} became overdue",
    review.ReviewClosed: lambda fact: "A look back was closed",
}
"""Kind of fact -> what happened, as the beginning of a sentence."""


class Happening(NamedTuple):
    """One line. words: the seal that holds what it is about, NOWHERE for none."""

    i: int
    t: str
    said: str
    words: Seal


class Line(msgspec.Struct):
    """A canvas. happenings: at most MOST. counts: kind of contribution -> how many were brought."""

    words: Seal
    happenings: list[Happening] = []
    more: int = 0
    people: int = 0
    counts: dict[str, int] = {}


class History:
    """Follows a record, entry by entry, and keeps what there is to tell of each canvas."""

    def __init__(self) -> None:
        self.canvases: dict[str, Line] = {}
        self._where: dict[str, str] = {}
        self._words: dict[str, Seal] = {}
        self._options: dict[tuple[str, str], Seal] = {}
        """(decision, option) -> the seal of the option's words."""

    def take(self, entry: Entry, fact: Fact | Unknown) -> None:
        """Take the next entry in."""
        if isinstance(fact, Received):
            self._received(entry, fact)
        elif isinstance(fact, Joined):
            if fact.canvas in self.canvases:
                self.canvases[fact.canvas].people += 1
        else:
            self._named(entry, fact)
            say = TOLD.get(type(fact))  # type: ignore[arg-type]  # an unknown kind is told by none
            if say is not None:
                self._told(entry, say(fact), self._about(entry, fact))

    def _received(self, entry: Entry, fact: Received) -> None:
        line = self.canvases.get(fact.canvas)
        if line is not None:
            line.counts[fact.kind] = line.counts.get(fact.kind, 0) + 1
        if fact.kind in NAMED:
            self._words[entry.s] = entry.i, 0
            self._where[entry.s] = fact.canvas

    def _named(self, entry: Entry, fact: Fact | Unknown) -> None:
        """Note where a new thing belongs, and which words name it."""
        if isinstance(fact, canvas.CanvasOpened):
            self.canvases.setdefault(entry.s, Line((entry.i, 0)))
            self._where[entry.s], self._words[entry.s] = entry.s, (entry.i, 0)
        elif entry.s not in self._where and isinstance(where := getattr(fact, "canvas", None), str):
            self._where[entry.s] = where
            text = getattr(fact, "text", "")
            own = (entry.i, 0) if entry.cm else NOWHERE
            self._words[entry.s] = self._words.get(text, own) if isinstance(text, str) else own
        elif isinstance(fact, proposal.VersionPublished):
            self._words[entry.s] = self._words.get(fact.text, NOWHERE)

    def _about(self, entry: Entry, fact: Fact | Unknown) -> Seal:
        """The words that a line shows: those of the option that was chosen, else those that name the thing."""
        if isinstance(fact, decision.Called):
            self._options |= {(entry.s, option.id): (entry.i, n) for n, option in enumerate(fact.options, 1)}
        if isinstance(fact, decision.Tallied) and fact.chosen:
            return self._options.get((entry.s, fact.chosen[0]), NOWHERE)
        return self._words.get(entry.s, NOWHERE)

    def _told(self, entry: Entry, said: str, words: Seal) -> None:
        line = self.canvases.get(self._where.get(entry.s, ""))
        if line is None:
            return
        if len(line.happenings) >= MOST:
            line.more += 1
        else:
            line.happenings.append(Happening(entry.i, entry.t, said, words))

    def seals(self) -> set[Seal]:
        """The seals whose words the lines would show."""
        return {one.words for line in self.canvases.values() for one in line.happenings} - {NOWHERE}


def opened(history: History, bundle: Bundle) -> dict[Seal, str]:
    """The words behind the lines, as far as the bundle opens them, each shortened to a line."""
    wanted, found = history.seals(), dict[Seal, str]()
    if not bundle.has_words:
        return found
    try:
        for one in bundle.openings():
            if (one.i, one.k) in wanted:
                found[one.i, one.k] = _short(one.payload)
    except Unreadable:  # the audit names what is wrong with them; what was read before is told all the same
        return found
    return found


def _short(payload: bytes) -> str:
    try:
        words = msgspec.json.decode(payload, type=dict[str, Any])
    except msgspec.DecodeError:
        return ""
    text = " ".join(str(words.get("title") or words.get("text") or "").split())
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def lines(history: History, words: Mapping[Seal, str]) -> Iterator[str]:
    """The history of every canvas for a person, the oldest canvas first."""
    for id_, line in history.canvases.items():
        yield f"{words.get(line.words) or id_} ({id_})"
        for one in line.happenings:
            about = words.get(one.words, "")
            yield f"  {one.t[:10]}  {one.said}" + (f": “{about}”" if about else "") + f" (entry {one.i})"
        if line.more:
            yield f"  and {line.more} more"
        brought = ", ".join(f"{count} × {kind}" for kind, count in sorted(line.counts.items()))
        yield f"  {line.people} people took part and brought {brought or 'nothing'}."
