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

ReportReason = Literal["abuse", "personal-data", "off-topic", "duplicate", "unlawful", "distress"]

Medium = Literal["audio", "picture"]

Media = Literal["audio/webm", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/wav", "image/jpeg"]

Relation = Literal["grew-from", "answers", "same-as", "supports", "contradicts"]


@fact("contribution.received", seals={"words": "words"})
class Received(Fact, frozen=True):
    """parent: contribution that this comments on. to: office that a question is put to. lang: of the words, BCP 47,
    `und` when not known. claimed: date that a source claims, `YYYY-MM-DD`. form: `plugin/name` of the form that it was
    brought with, empty for none.
    """

    canvas: str
    kind: Kind
    lang: str
    parent: str = ""
    to: str = ""
    claimed: str = ""
    form: str = ""


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
    """Private until someone looked; by an office, by a plugin, or by its author for the safeguarding lead alone."""

    reason: HoldingReason


@fact("contribution.released")
class Released(Fact, frozen=True):
    """Somebody looked; also at what was only reported, and left it as it is."""


@fact("contribution.hidden", seals={"statement": "office"})
class Hidden(Fact, frozen=True):
    """charter: version of the charter that the reason is from; the statement of reasons is sealed with the entry."""

    reason: HidingReason
    charter: int


@fact("contribution.restored", seals={"reason": "office"})
class Restored(Fact, frozen=True):
    pass


@fact("contribution.reported")
class Reported(Fact, frozen=True):
    """Somebody asks that a moderator looks; it holds nothing by itself. because: private contribution with a note,
    empty for none.
    """

    reason: ReportReason
    because: str = ""


@fact("contribution.appealed")
class Appealed(Fact, frozen=True):
    """Its author asks that somebody else looks at what was held or hidden. because: private contribution with the
    reason, empty for none.
    """

    because: str = ""


@fact("contribution.appeal_decided", seals={"reasons": "office"})
class AppealDecided(Fact, frozen=True):
    """By another office than held or hid it. upheld: the author is right; what was done is undone in the entries after."""

    upheld: bool


@fact("contribution.opened_for_care")
class OpenedForCare(Fact, frozen=True):
    """A safeguarding lead read what somebody who needs help wrote."""


@fact("contribution.linked")
class Linked(Fact, frozen=True):
    """to: contribution; for `grew-from` also a theme. because: contribution with the reason, empty for none."""

    to: str
    relation: Relation
    because: str = ""


@fact("contribution.attached", seals={"file": "private", "about": "private"})
class Attached(Fact, frozen=True):
    """A recording or a picture goes with a story; its seal stands for its bytes. kib: how long it is, in whole KiB, rounded up,
    because the exact length would tell a copy of the file from any other.
    """

    kind: Medium
    media: Media
    kib: int


@fact("contribution.detached")
class Detached(Fact, frozen=True):
    """Payloads and keys of what was attached by `entry` are gone."""

    entry: int


@fact("contribution.checked")
class Checked(Fact, frozen=True):
    """An office held against the paper what another one had typed for somebody, and found it the same."""


@fact("contribution.put_forward")
class PutForward(Fact, frozen=True):
    """Its author is told that the text is to be put to a decision, where it will belong to the group and stay."""


@fact("contribution.erased")
class Erased(Fact, frozen=True):
    """Payloads and keys of this contribution are gone; every seal of its author on this stream is explained by this."""

    ground: Literal["asked", "ordered"] = "asked"
