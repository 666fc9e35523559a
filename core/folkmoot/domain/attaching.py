"""A recording or a picture goes with a story only with a consent of its own, for the voice or for the face."""

from base64 import b64encode

from folkmoot.domain.canvas import going
from folkmoot.domain.contributing import IN_CONFIDENCE
from folkmoot.domain.contribution import own
from folkmoot.domain.participant import active
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused, Words, authored, text
from folkmoot.events.contribution import Attached, Detached, Media, Medium
from folkmoot.events.entry import canonical
from folkmoot.events.ground import Purpose

KIB = 1024

MOST: dict[Medium, int] = {"audio": 10 * KIB, "picture": 5 * KIB}
"""KiB that a recording or a picture may have."""

NEEDS: dict[Medium, Purpose] = {"audio": "voice", "picture": "face"}
"""What the person has to allow, besides showing the story."""

LONGEST_ABOUT = 600
"""Characters with which a recording or picture is described."""

TOO_LONG = {
    "audio": "This recording is longer than 10 MB. Send a shorter one, or one of a lower quality.",
    "picture": "This picture has more than 5 MB. Send a smaller one.",
}
NOT_ALLOWED = {
    "audio": "A recording carries your voice. Allow that people hear it first, then send it again.",
    "picture": "A picture may show a face. Allow that people see it first, then send it again.",
}
UNKNOWN = {
    "audio": "This file is no recording that can be played here. Send WebM, Ogg, MP3, M4A or WAV.",
    "picture": "This file is no picture that can be shown here. Send a JPEG.",
}
STANDING = {
    "audio": "There is a recording with this story already. Take that one off first.",
    "picture": "There is a picture with this story already. Take that one off first.",
}
ONLY_STORIES = "Only a story has a recording or a picture with it; tell it as a story."


class AttachToContribution(Command, frozen=True):
    """file: the bytes, as they are to be heard or seen. about: what is said or shown, for who cannot hear or
    see it; may be empty for a recording, whose story says it.
    """

    contribution: str
    kind: Medium
    file: bytes
    about: str = ""
    lang: str = "und"


class DetachFromContribution(Command, frozen=True):
    """Take a recording or a picture off, for good."""

    contribution: str
    kind: Medium


def recognised(file: bytes) -> Media | None:
    """The type of a recording, or of a JPEG, by how its bytes begin; None for anything else.

    Source: RFC 9559 (Matroska, WebM), RFC 3533 (Ogg), ISO/IEC 14496-12 (MP4), id3.org (MP3), RFC 2361 (WAV), ITU-T T.81 (JPEG).
    """
    head = file[:64]
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head:
        return "audio/webm"
    if head.startswith(b"OggS\0"):
        return "audio/ogg"
    if head[4:8] == b"ftyp" and head[8:12] in (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6", b"3gp4"):
        return "audio/mp4"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith(b"ID3") or (len(head) > 3 and head[0] == 0xFF and head[1] in (0xFA, 0xFB, 0xF2, 0xF3)):
        return "audio/mpeg"
    return "image/jpeg" if head.startswith(b"\xff\xd8\xff") else None


def attach(command: AttachToContribution, ctx: Context) -> list[Act]:
    piece, kind = own(ctx, command.contribution), command.kind
    going(ctx, piece.canvas)
    active(ctx, piece.canvas)
    if piece.care.for_help:
        raise Refused(IN_CONFIDENCE)
    if piece.kind != "story":
        raise Refused(ONLY_STORIES)
    if NEEDS[kind] not in piece.consents:
        raise Refused(NOT_ALLOWED[kind])
    if kind in piece.attached:
        raise Refused(STANDING[kind])
    media, kib = recognised(command.file), -(-len(command.file) // KIB)
    if media is None or media.startswith("audio/") != (kind == "audio"):
        raise Refused(UNKNOWN[kind])
    if kib > MOST[kind]:
        raise Refused(TOO_LONG[kind])
    about = authored(_about(command), command.lang)
    return [Act(command.contribution, Attached(kind=kind, media=media, kib=kib), (_sealed(command.file), about))]


def _about(command: AttachToContribution) -> str:
    if command.kind == "audio" and not command.about.strip():
        return ""  # the story says in writing what it is about, as no story is without words
    what = "what is said in the recording" if command.kind == "audio" else "what the picture shows"
    return text(command.about, what, LONGEST_ABOUT)


def _sealed(file: bytes) -> Words:
    return Words(canonical({"bytes": b64encode(file).decode()}), "author")


def detach(command: DetachFromContribution, ctx: Context) -> list[Act]:
    entry = own(ctx, command.contribution).attached.get(command.kind)
    return [] if entry is None else [Act(command.contribution, Detached(entry=entry))]


RULES: dict[type[Command], Decide] = {AttachToContribution: attach, DetachFromContribution: detach}
