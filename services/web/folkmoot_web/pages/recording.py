"""A recording or a picture is given out only while its teller allows it, asked anew at each request; its teller adds and removes it."""

import asyncio
import re
from typing import Annotated, Literal

import msgspec

from folkmoot.domain.attaching import LONGEST_ABOUT, NEEDS, AttachToContribution, DetachFromContribution
from folkmoot.domain.contributing import GiveConsent
from folkmoot.domain.rules import Refused
from folkmoot.events.contribution import Medium
from folkmoot.views import canvas as canvases
from folkmoot.views import care as cares
from folkmoot.views import contribution as contributions
from folkmoot.views.attached import Attached, attached
from folkmoot.views.shown import Said, opened
from folkmoot_web import media
from folkmoot_web.answers import Answer, Bytes, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, consent
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import everyone, owner
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()
_mine = owner("contribution")
ROOT = "/c/{community}/contribution/{contribution}"

WITHIN = 240.0
"""Seconds for a form with files: 10 MB over a slow telephone line."""

ENDS = {"audio/webm": "webm", "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/wav": "wav", "image/jpeg": "jpg"}
"""Media type -> end of a file name."""

SANDBOX = {
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}
"""What is said with a file, should somebody open it by itself."""

NOTHING = "There is nothing here to hear or see. It may have been taken back."
BEYOND = "The recording is not that long. Play it from its beginning."
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


class Shown(msgspec.Struct, frozen=True):
    """What goes with a story, for its page. about: what is said or shown."""

    file: Attached
    about: Said


def shown(ask: Ask, contribution: str, *, yours: bool) -> list[Shown]:
    """What the viewer may hear or see of a contribution; its teller also what nobody else may."""
    found = []
    judged = judges(ask, contribution)
    for file in attached(ask.view, contribution):
        may = file.open or yours or (judged and file.allowed)
        payload = ask.front.installation.payload(ask.community, file.i, 1) if may else None
        if payload is not None:
            found.append(Shown(file, opened(payload)))
    return found


def judges(ask: Ask, contribution: str) -> bool:
    """Whether the viewer has to judge what was held or hidden after its teller let it be shown."""
    care = cares.care(ask.view, contribution)
    if not ask.roles & {"moderator", "facilitator"} and not ("steward" in ask.roles and care.appeal == "waiting"):
        return False
    found = contributions.contribution(ask.view, contribution)
    stopped = found is not None and found.piece.why in ("held", "hidden") and not care.for_help
    return stopped and found is not None and cares.offered(ask.view, found.piece.n)


def _give(kind: Medium, name: str) -> None:
    @routes.read(f"{ROOT}/{name}", may=everyone)
    async def given(ask: Ask, contribution: str) -> Answer:
        """A recording or a picture, while it may be had."""
        found = contributions.contribution(ask.view, contribution) or not_there()
        yours = around.own(ask, found.piece)
        file = next((one for one in attached(ask.view, contribution) if one.kind == kind), None)
        if file is None or not (file.open or yours or (file.allowed and judges(ask, contribution))):
            raise Problem(404, NOTHING)
        installation, community, i = ask.front.installation, ask.community, file.i
        ask.close()
        payload = await asyncio.to_thread(installation.payload, community, i, 0)
        if payload is None:
            raise Problem(404, NOTHING)
        whole = msgspec.json.decode(payload, type=dict[str, bytes])["bytes"]
        return ranged(whole, file.media, f"{name}.{ENDS[file.media]}", ask.heard["range"])


_give("audio", "recording")
_give("picture", "picture")


def ranged(whole: bytes, kind: str, name: str, asked: str) -> Bytes:
    """The bytes, or the one range of them that was asked for (RFC 9110, section 14); several at once are not given.

    asked: Range header. Raises Problem 416 for a range beyond the end.
    """
    headers = SANDBOX | {"accept-ranges": "bytes"}
    fits = _RANGE.fullmatch(asked.strip())
    if not fits or fits.groups() == ("", ""):
        return Bytes(whole, kind, name, headers=headers)
    first, last = fits.groups()
    start = int(first) if first else max(0, len(whole) - int(last))
    stop = min(int(last) + 1, len(whole)) if first and last else len(whole)
    if start >= len(whole) or start >= stop:
        raise Problem(416, BEYOND, {"content-range": f"bytes */{len(whole)}"})
    headers["content-range"] = f"bytes {start}-{stop - 1}/{len(whole)}"
    return Bytes(whole[start:stop], kind, name, headers=headers, status=206)


class Attaching(msgspec.Struct):
    """The form of somebody who adds a recording or a picture to a story that is there. allow: it may be heard or seen."""

    kind: Literal["audio", "picture"]
    file: bytes = b""
    about: Annotated[str, msgspec.Meta(max_length=4_000)] = ""
    allow: bool = False


class Removing(msgspec.Struct):
    """What is taken off."""

    kind: Literal["audio", "picture"]


SAY_SEEN = "Say in a few words what the picture shows, for people who cannot see it."
NO_FILE = "Choose a file first."
NOT_ALLOWED = {
    "audio": "Say that people may hear your voice, or leave the recording out.",
    "picture": "Say that people may see what the picture shows, or leave it out.",
}


@routes.read(f"{ROOT}/attach", may=_mine)
def attaching(ask: Ask, contribution: str) -> Answer:
    """The forms with which a recording or a picture is added to a story, or taken off."""
    found = contributions.contribution(ask.view, contribution) or not_there()
    canvas = canvases.canvas(ask.view, found.piece.canvas) or not_there()
    given = around.values(ask, ask.view)
    standing = {one.file.kind: one for one in shown(ask, contribution, yours=True)}
    return Page.of(
        "contribution_attach.html", **given, found=found, piece=found.piece, canvas=canvas, standing=standing, most=LONGEST_ABOUT
    )


@routes.act(f"{ROOT}/attach", may=_mine, form=Attaching, again=attaching, most=media.MOST_SENT, upload=True, within=WITHIN)
async def attach(ask: Ask, contribution: str, form: Attaching) -> Answer:
    """Add a recording or a picture, with the consent that it needs."""
    found = contributions.contribution(ask.view, contribution) or not_there()
    ask.fault = f"{form.kind}-file"
    if not form.file:
        raise Problem(422, NO_FILE)
    kept = await media.prepared(form.kind, form.file)
    ask.fault = f"{form.kind}-allow"
    if not form.allow:
        raise Problem(422, NOT_ALLOWED[form.kind])
    ask.fault = f"{form.kind}-about"
    if form.kind == "picture" and not form.about.strip():
        raise Problem(422, SAY_SEEN)
    if NEEDS[form.kind] not in found.consents:
        await ask.do(GiveConsent(contribution=contribution, purposes=(NEEDS[form.kind],), **consent.asked(ask.locale, "story")))
    command = AttachToContribution(contribution=contribution, kind=form.kind, file=kept, about=form.about, lang=found.piece.lang)
    await ask.do(command)
    return Go(f"/c/{ask.community}/contribution/{contribution}")


@routes.act(f"{ROOT}/detach", may=_mine, form=Removing, again=attaching)
async def detach(ask: Ask, contribution: str, form: Removing) -> Answer:
    """Take a recording or a picture off, for good."""
    try:
        await ask.do(DetachFromContribution(contribution=contribution, kind=form.kind))
    except Refused:
        ask.fault = ""
        raise
    ask.front.installation.erasures.wake()
    return Go(f"/c/{ask.community}/contribution/{contribution}")
