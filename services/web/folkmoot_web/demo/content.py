"""What is said and done in the demonstration, read from the files beside this one; days count from the founding."""

import tomllib
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec

from folkmoot.events.canvas import Level
from folkmoot.events.contribution import Brought, HidingReason, Relation
from folkmoot.events.ground import Purpose
from folkmoot.events.meeting import Access
from folkmoot.events.participant import Roll

CANVASES = ("stairs", "buses", "damp", "care", "slide")


class Moment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something on a day, at an hour (UTC)."""

    day: int
    hour: int = 12


class By(Moment, frozen=True, kw_only=True):
    """What a person (`who`) or an office does."""

    who: str = ""
    office: str = ""


class Words(By, frozen=True, kw_only=True):
    """What a person or an office says."""

    text: str
    lang: str = "en"
    title: str = ""


class Hiding(Moment, frozen=True):
    """again: day from which it is shown again."""

    reason: HidingReason
    statement: str
    again: int | None = None


class Said(Words, frozen=True):
    """A contribution. on: what a comment is on. lean: in how many of ten cases
    people of each way agree with a statement. withdrawn, erased: day on which its author did that.
    """

    kind: Brought = "statement"
    id: str = ""
    on: str = ""
    to: str = ""
    via: str = "web"
    publish: bool = True
    allow: tuple[Purpose, ...] = ()
    lean: tuple[int, int, int] = (5, 5, 5)
    hidden: Hiding | None = None
    withdrawn: int | None = None
    erased: int | None = None


class Linking(By, frozen=True):
    of: str
    to: str
    relation: Relation


class Respondents(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """How many people answer statements, between which days, and how many statements each of them."""

    count: int
    from_: int
    to: int
    least: int
    most: int


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """source: the idea whose words it takes over. weight: how many of ten voters can live with it."""

    source: str
    weight: int


class Answer(Moment, frozen=True):
    """What the body answers to a decision."""

    by: str
    outcome: Literal["accepted", "changed", "refused"]
    reasons: str


class Told(Moment, frozen=True):
    """What the body tells of a commitment."""

    text: str


class Moved(Told, frozen=True):
    """due: new day by which it is done."""

    due: int


class Settled(Told, frozen=True, kw_only=True):
    """What the body answers to those who say that it is not done."""

    outcome: Literal["upheld", "dismissed"]


class Committed(Moment, frozen=True):
    """What the body undertakes. due: day by which it is done. delivered: again when somebody was right to dispute it."""

    by: str
    due: int
    text: str
    progress: tuple[Told, ...] = ()
    moved: Moved | None = None
    delivered: tuple[Told, ...] = ()
    disputed: tuple[Words, ...] = ()
    settled: Settled | None = None
    missed: Told | None = None


class Review(Moment, frozen=True):
    by: str
    outcome: Literal["stands", "change", "repeal"]
    text: str


class Typed(By, frozen=True, kw_only=True):
    """A pile of ballots as an office typed it: the letters of the options that a sheet ticks. check: it was typed before."""

    ballots: tuple[str, ...]
    check: bool = False


class Pile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ballots on paper."""

    typed: tuple[Typed, ...]


class Deciding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days: put_forward (authors are told), checked (voters' addresses), call, last_day (announced), close. views: of those
    who see the result otherwise.
    """

    question: str
    options: tuple[Option, ...]
    put_forward: int
    call: int
    last_day: int
    quorum: int
    voters: int
    inputs: tuple[str, ...] = ()
    checked: int | None = None
    close: int | None = None
    rolls: tuple[Roll, ...] = ("open", "invited", "code", "address", "attested")
    until: Literal["opened", "closed"] = "closed"
    answer: Answer | None = None
    commitments: tuple[Committed, ...] = ()
    review: Review | None = None
    views: tuple[Words, ...] = ()
    paper: tuple[Pile, ...] = ()


class Concluded(Moment, frozen=True):
    by: str
    reason: str


class Held(By, frozen=True):
    """A contribution that belongs into a theme, or by `contested` does not, with the reason."""

    of: str
    because: str
    lang: str = "en"


class Theme(Words, frozen=True):
    id: str
    holds: tuple[Held, ...] = ()
    contested: tuple[Held, ...] = ()


class Met(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a meeting was. present: how many came."""

    present: int
    met: tuple[Access, ...]
    notes: str
    agreed: tuple[By, ...] = ()
    disputed: tuple[Words, ...] = ()


class Meeting(Moment, frozen=True):
    """A meeting, called on its day. on: day on which it is held. asks: what people need to come, for the hosts alone. held:
    None when it is still to come.
    """

    id: str
    by: str
    on: int
    time: str
    place: str
    access: tuple[Access, ...]
    asks: tuple[Words, ...] = ()
    held: Met | None = None


class Turn(Moment, frozen=True):
    """What somebody says in a round."""

    who: str
    text: str
    lang: str = "en"


class Round(Moment, frozen=True):
    """A round, opened on its day."""

    by: str
    question: str
    turns: tuple[Turn, ...] = ()


class Answered(Moment, frozen=True):
    """What the body says came of a canvas."""

    text: str


class Canvas(Moment, frozen=True):
    """A canvas and all that happens in it. answer_day: until when the body promised to answer. promised: the body has made
    the promise itself, where it did not open the canvas. answered: what it said came of it, None while it has not.
    statements, said: what is brought; nobody speaks of the statements by name.
    """

    name: str
    by: str
    body: str
    level: Level
    answer_day: int
    question: str
    promise: str
    promised: bool = True
    statements: tuple[Said, ...] = ()
    said: tuple[Said, ...] = ()
    link: tuple[Linking, ...] = ()
    respondents: Respondents | None = None
    decision: Deciding | None = None
    answered: Answered | None = None
    concluded: Concluded | None = None
    theme: tuple[Theme, ...] = ()
    meeting: tuple[Meeting, ...] = ()
    round: tuple[Round, ...] = ()


T = TypeVar("T")


def canvases() -> list[Canvas]:
    """Its canvases, in the order of opening."""
    return [read(name, Canvas) for name in CANVASES]


def read(name: str, kind: type[T]) -> T:
    """What a file beside this one says."""
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), kind)
