"""A contribution is received, and is public only while a ground stands and nobody held, hid, withdrew or erased it."""

from typing import Literal

from folkmoot.events.fact import Fact, fact

Brought = Literal["story", "idea", "statement", "comment", "question", "offer"]
"""What somebody brings for its own sake; an offer is what they can give."""

Kind = Literal[Brought, "topic", "theme", "proposal", "amendment", "reason", "note", "view", "turn", "remark"]
"""The others are the words of a thing with a life of its own, and come with it: a topic, a theme, a version of a proposal,
an amendment, the reason for an act, the notes of a meeting, the view of a minority, a turn in a round, a look back."""

HidingReason = Literal["abuse", "personal-data", "off-topic", "duplicate", "unlawful", "rejected-at-source"]

HoldingReason = Literal["report", "personal-data", "distress", "plugin"]

Relation = Literal["grew-from", "answers", "same-as", "supports", "contradicts"]


@fact("contribution.received", seals={"words": "words"})
class Received(Fact, frozen=True):
    """parent: contribution that this comments on. to: office that a question is put to. lang: of the words, BCP 47,
    `und` when not known. claimed: date that a source claims, `YYYY-MM-DD`.
    """

    canvas: str
    kind: Kind
    lang: str
    parent: str = ""
    to: str = ""
    claimed: str = ""


@fact("contribution.shared")
class Shared(Fact, frozen=True):
    """Its author made it public; it stays so while a ground of publication is in force."""


@fact("contribution.revised", seals={"words": "words"})
class Revised(Fact, frozen=True):
    """The earlier words are private from here on."""

    lang: str


@fact("contribution.withdrawn")
class Withdrawn(Fact, frozen=True):
    """Its author took it back: private, not erased."""


@fact("contribution.held")
class Held(Fact, frozen=True):
    """Private until someone looked; by an office or by a plugin."""

    reason: HoldingReason


@fact("contribution.released")
class Released(Fact, frozen=True):
    pass


@fact("contribution.hidden", seals={"statement": "office"})
class Hidden(Fact, frozen=True):
    """charter: version of the charter that the reason is from; the statement of reasons is sealed with the entry."""

    reason: HidingReason
    charter: int


@fact("contribution.restored", seals={"reason": "office"})
class Restored(Fact, frozen=True):
    pass


@fact("contribution.linked")
class Linked(Fact, frozen=True):
    """to: contribution; for `grew-from` also a theme. because: contribution with the reason, empty for none."""

    to: str
    relation: Relation
    because: str = ""


@fact("contribution.put_forward")
class PutForward(Fact, frozen=True):
    """Its author is told that the text is to be put to a decision, where it will belong to the group and stay."""


@fact("contribution.erased")
class Erased(Fact, frozen=True):
    """Payloads and keys of this contribution are gone; every seal of its author on this stream is explained by this."""

    ground: Literal["asked", "ordered"] = "asked"
