"""A meeting is called with its place and with what makes it possible to come, and its notes are agreed or disputed."""

from typing import Literal

from folkmoot.events.fact import Fact, fact

Access = Literal[
    "step-free",
    "hearing-loop",
    "sign-language",
    "interpreter",
    "captions",
    "large-print",
    "quiet-space",
    "childcare",
    "travel-costs",
    "online",
    "recording",
]
"""What makes it possible to come."""


@fact("meeting.called", seals={"place": "office"})
class MeetingCalled(Fact, frozen=True):
    """day: `YYYY-MM-DD`. time: `HH:MM`, as clocks show it there. access: what is offered."""

    canvas: str
    day: str
    time: str
    access: tuple[Access, ...] = ()


@fact("meeting.changed", seals={"place": "office", "reason": "office"})
class MeetingChanged(Fact, frozen=True):
    """Fields as in MeetingCalled; they take the place of what was said before."""

    day: str
    time: str
    access: tuple[Access, ...] = ()


@fact("meeting.cancelled", seals={"reason": "office"})
class MeetingCancelled(Fact, frozen=True):
    pass


@fact("meeting.access_asked")
class AccessAsked(Fact, frozen=True):
    """text: contribution, private to the host, in which somebody says what they need to be able to come."""

    text: str


@fact("meeting.held")
class MeetingHeld(Fact, frozen=True):
    """present: how many people came. met: what was there of what makes it possible to come."""

    present: int
    met: tuple[Access, ...] = ()


@fact("meeting.noted")
class MeetingNoted(Fact, frozen=True):
    """text: contribution that holds the notes. New notes take the place of earlier ones."""

    text: str


@fact("meeting.notes_agreed")
class NotesAgreed(Fact, frozen=True):
    """text: the notes that are agreed to."""

    text: str


@fact("meeting.notes_disputed")
class NotesDisputed(Fact, frozen=True):
    """text: the notes. because: contribution that says what is wrong with them."""

    text: str
    because: str
