"""What a plugin answers: frozen Structs of plain text and numbers, never markup."""

from typing import Annotated, Literal

import msgspec

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
"""One sentence of plain text."""


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all answers; an unknown field makes it no answer."""


class Hint(Answer, frozen=True, kw_only=True):
    """How words of office could be plainer. said: one sentence. about: the part of the text, copied, empty for all of it."""

    said: Line
    about: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class Problem(Answer, frozen=True, kw_only=True):
    """What is wrong with settings. said: one sentence that says what to do. field: the setting, empty for none."""

    said: Line
    field: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Health(Answer, frozen=True, kw_only=True):
    """well: whether it can do its work. said: one sentence. waiting: pieces of work that wait."""

    well: bool
    said: Line
    waiting: Annotated[int, msgspec.Meta(ge=0)] = 0


class Receipt(Answer, frozen=True, kw_only=True):
    """What became of a delivery. again: seconds after which to try again, 0 for never; it is given up after some tries."""

    taken: bool
    said: Annotated[str, msgspec.Meta(max_length=300)] = ""
    again: Annotated[int, msgspec.Meta(ge=0, le=86_400)] = 0


class Alternative(Answer, frozen=True, kw_only=True):
    """What was made. text, title: plain text, empty when nothing was made. engine: what made it, with its version. missed: words
    that it did not know. said: why nothing was made, one sentence. again: seconds after which to try again, 0 for never.
    """

    text: Annotated[str, msgspec.Meta(max_length=60_000)] = ""
    title: Annotated[str, msgspec.Meta(max_length=600)] = ""
    engine: Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z0-9][A-Za-z0-9._/+-]{0,63})?$")] = ""
    missed: Annotated[int, msgspec.Meta(ge=0)] = 0
    said: Annotated[str, msgspec.Meta(max_length=300)] = ""
    again: Annotated[int, msgspec.Meta(ge=0, le=86_400)] = 0


class Sound(Answer, frozen=True, kw_only=True):
    """Speech. file: its bytes, empty when the language cannot be spoken. media: their type."""

    file: bytes
    media: Literal["audio/wav", "audio/ogg", "audio/mpeg"] = "audio/wav"
