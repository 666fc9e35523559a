"""The page of a decision: its terms, its options, and its result once there is one; nothing of single ballots before or after."""

from typing import Any, Literal

import msgspec

from folkmoot.events.decision import Called, Tallied
from folkmoot.events.participant import Roll
from folkmoot.views.canvas import DecisionStage, decision_stage
from folkmoot.views.community import rules
from folkmoot.views.contribution import mention
from folkmoot.views.reading import View
from folkmoot.views.shown import PAGE, Mention, Said, number, said, time_of
from folkmoot.views.thread import Thing, thing


class Option(msgspec.Struct, frozen=True):
    """One option. source: contribution whose words it took over, empty for none. count, chosen: of the result; None
    while there is none.
    """

    id: str
    said: Said | None
    source: str
    count: int | None
    chosen: bool | None


class Result(msgspec.Struct, frozen=True):
    """The frozen result. i, t: of its entry. method, version: what counted. input: digest of the ballots it counted.
    detail: SHA-256 of a blob with the rounds, empty when the counts say it all.
    """

    i: int
    t: str
    method: str
    version: str
    chosen: tuple[str, ...]
    counts: dict[str, int]
    quorum_met: bool
    input: str
    detail: str


class Review(msgspec.Struct, frozen=True):
    """What a body found when it looked back at a decision."""

    i: int
    t: str
    outcome: Literal["stands", "change", "repeal"]
    text: Said | None


class Decision(msgspec.Struct, frozen=True):
    """A decision. i, t: of its call. called_by: office, or one of the people; then seconds: how many others want a vote on
    it, and needed: how many have to. called_off, opened, closed: times, empty before.
    off_because: why it was called off. ballots: how many count so
    far, the turnout. people: who take part in the canvas now. charter: version it is made under. inputs: first page of
    the contributions it rests on; proposals: those it rests on, or whose words it takes over.
    """

    id: str
    i: int
    t: str
    canvas: str
    called_by: str
    seconds: int
    needed: int
    stage: DecisionStage
    question: Said | None
    options: tuple[Option, ...]
    method: str
    version: str
    params: dict[str, Any]
    rolls: tuple[Roll, ...]
    joined_until: Literal["opened", "closed"]
    quorum: int
    charter: int
    closes: str
    secrecy: str
    called_off: str
    off_because: Said | None
    opened: str
    closed: str
    ballots: int
    people: int
    inputs: tuple[Mention, ...]
    proposals: tuple[Thing, ...]
    result: Result | None
    reviews: tuple[Review, ...]


class Otherwise(msgspec.Struct, frozen=True):
    """How somebody sees a result who sees it otherwise. text: what they say, shown only while it is public."""

    i: int
    t: str
    by: str
    text: Mention


class Ballot(msgspec.Struct, frozen=True):
    """A participant's own ballot that counts. choice: what the method defines."""

    i: int
    t: str
    choice: Any


def decision(view: View, id_: str) -> Decision | None:
    """A decision, None when there is none such."""
    row = view.row(
        "SELECT n, i, canvas, terms, called_off, opened, closed, ballots, tallied, tally FROM decisions WHERE id = ?", id_
    )
    if row is None:
        return None
    n, i, canvas, text, off, opened, closed, ballots, tallied, tally = row
    terms = msgspec.json.decode(text, type=Called)
    result = _result(view, tallied, tally) if tally else None
    return Decision(
        id=id_,
        i=i,
        t=time_of(view, i),
        canvas=terms.canvas,
        called_by=_author(view, i),
        seconds=view.row("SELECT count(*) FROM decision_seconds WHERE decision = ?", n)[0],
        needed=rules(view).seconds,
        stage=decision_stage(opened, closed, tallied, off),
        question=said(view, i, 0),
        options=_options(view, i, terms, result),
        method=terms.method,
        version=terms.version,
        params=terms.params,
        rolls=terms.electorate.rolls,
        joined_until=terms.electorate.until,
        quorum=terms.quorum,
        charter=terms.charter,
        closes=terms.closes,
        secrecy=terms.secrecy,
        called_off=time_of(view, off),
        off_because=said(view, off),
        opened=time_of(view, opened),
        closed=time_of(view, closed),
        ballots=ballots,
        people=_people(view, canvas),
        inputs=_inputs(view, terms),
        proposals=_proposals(view, n),
        result=result,
        reviews=_reviews(view, n),
    )


def otherwise(view: View, decision: str) -> tuple[Otherwise, ...]:
    """The views that people attached to a result, the first page, the oldest first."""
    sql = "SELECT i, name, text FROM decision_views JOIN names ON n = author WHERE decision = ? ORDER BY i LIMIT ?"
    found = ((i, by, mention(view, text)) for i, by, text in view.rows(sql, number(view, decision), PAGE))
    return tuple(Otherwise(i, time_of(view, i), by, text) for i, by, text in found if text is not None)


def has_seconded(view: View, decision: str, participant: str) -> bool:
    """Whether a participant seconded a decision that another of the people called."""
    sql = "SELECT 1 FROM decision_seconds WHERE decision = ? AND author = ?"
    return bool(participant) and view.row(sql, number(view, decision), number(view, participant)) is not None


def over(view: View, day: str) -> tuple[str, ...]:
    """Ids of the decisions that still take ballots though their last day was before a day, `YYYY-MM-DD`, the first page."""
    sql = "SELECT id FROM decisions WHERE opened >= 0 AND closed < 0 AND json_extract(terms, '$.closes') < ? ORDER BY n LIMIT ?"
    return tuple(id_ for (id_,) in view.rows(sql, day, PAGE))


def people_told_apart(view: View, decision: str) -> dict[Roll, int]:
    """How those whose ballots count were told apart: their roll -> how many; an office vouches for ballots on paper. What
    this costs grows with the ballots.
    """
    sql = "SELECT p.roll, count(*) FROM ballots b JOIN participants p ON p.n = b.participant WHERE b.decision = ? GROUP BY p.roll"
    told: dict[Roll, int] = dict(view.rows(sql, number(view, decision)))
    paper = "SELECT coalesce(sum(json_array_length(choices)), 0) FROM paper_batches WHERE decision = ? AND confirmed >= 0"
    if sheets := view.row(paper, number(view, decision))[0]:
        told["attested"] = told.get("attested", 0) + sheets
    return told


def own_ballot(view: View, decision: str, participant: str) -> Ballot | None:
    """The ballot of a participant that counts so far; for nobody's eyes but theirs."""
    row = view.row(
        "SELECT i, choice FROM ballots WHERE decision = ? AND participant = ?",
        number(view, decision),
        number(view, participant),
    )
    return row and Ballot(row[0], time_of(view, row[0]), msgspec.json.decode(row[1]))


def _result(view: View, i: int, text: str) -> Result:
    tally = msgspec.json.decode(text, type=Tallied)
    return Result(
        i=i,
        t=time_of(view, i),
        method=tally.method,
        version=tally.version,
        chosen=tally.chosen,
        counts=tally.counts,
        quorum_met=tally.quorum_met,
        input=tally.input,
        detail=tally.detail,
    )


def _options(view: View, i: int, terms: Called, result: Result | None) -> tuple[Option, ...]:
    return tuple(
        Option(
            id=option.id,
            said=said(view, i, 1 + place),
            source=option.source,
            count=result.counts.get(option.id) if result else None,
            chosen=option.id in result.chosen if result else None,
        )
        for place, option in enumerate(terms.options)
    )


def _inputs(view: View, terms: Called) -> tuple[Mention, ...]:
    found = (mention(view, number(view, id_)) for id_ in terms.inputs[:PAGE])
    return tuple(one for one in found if one is not None)


def _proposals(view: View, n: int) -> tuple[Thing, ...]:
    rows = view.rows(
        "SELECT DISTINCT p.n FROM ties t JOIN proposals p ON p.n = t.source WHERE t.target = ? ORDER BY p.n LIMIT ?", n, PAGE
    )
    return tuple(found for found in (thing(view, row[0]) for row in rows) if found is not None)


def _reviews(view: View, n: int) -> tuple[Review, ...]:
    rows = view.rows("SELECT i, outcome FROM reviews WHERE decision = ? ORDER BY i LIMIT ?", n, PAGE)
    return tuple(Review(i, time_of(view, i), outcome, said(view, i)) for i, outcome in rows)


def _people(view: View, canvas: int) -> int:
    row = view.row("SELECT number FROM totals WHERE canvas = ? AND what = 'people'", canvas)
    return row[0] if row else 0


def _author(view: View, i: int) -> str:
    row = view.row("SELECT name FROM entries JOIN names ON n = author WHERE i = ?", i)
    return row[0] if row else ""
