"""What the rules refuse about saying something again in other words."""

from typing import Any

from folkmoot.domain.contributing import GiveConsent
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.events.alternative import AlternativeEnded, AlternativeMade
from folkmoot.events.ground import ConsentGiven
from tests.audit.forging import Forge, Small
from tests.rules.given import ASKED


def made(by: str = "house", on: str = "story", may: tuple[str, ...] = ("read-allowed",), allow: bool = True, **more: Any) -> Forge:
    """An alternative that does not fit; as it would be right but for what is given."""

    def forge(w: Small) -> None:
        w.when("house", EnablePlugin(plugin="translation", version="1.0.0", may=may))
        if allow:
            w.when(w.ann, GiveConsent(contribution=w.story, purposes=("translate",), **ASKED))
        stream = getattr(w, on)
        of = [
            entry.i for entry in w.entries if entry.s == stream and entry.type in ("contribution.received", "contribution.revised")
        ][-1]
        who = by if by == "house" else getattr(w, by)
        plugin = {"plugin": "translation", "version": "1.0.0", "engine": "apertium/3.8"} if by == "house" else {}
        level = "machine" if by == "house" else "author" if who.startswith("p_") else "reviewed"
        fact: dict[str, Any] = {"kind": "translation", "lang": "cy", "of": of, "level": level} | plugin | more
        w.given(who, stream, AlternativeMade(**fact), 1)

    return forge


def ended(by: str, times: int = 1) -> Forge:
    """An alternative that is taken back by somebody who may not, or twice."""

    def forge(w: Small) -> None:
        made()(w)
        at = w.entries[-1].i
        for _ in range(times):
            w.given(getattr(w, by), w.story, AlternativeEnded(entry=at))

    return forge


def never_made(w: Small) -> None:
    """What was never made is taken back."""
    w.given(w.ann, w.story, AlternativeEnded(entry=1))


def unasked(w: Small) -> None:
    """A use is allowed that no plugin asks for."""
    w.given(w.ann, w.story, ConsentGiven(purposes=("consent/research",), notice="allow/1", lang="en"), 1)


FORGED: dict[str, tuple[Forge, str]] = {
    "a translation that nobody allowed": (made(allow=False), "has not allowed a translation"),
    "a translation by a plugin that may not read": (made(may=("count",)), "may not read what people allowed"),
    "a translation by a plugin that is not enabled": (made(plugin="other"), "its plugin is not enabled"),
    "a translation of what does not stand": (made(of=1), "not made from what stands"),
    "a translation by no plugin": (made(plugin=""), "a machine is a plugin"),
    "a translation by a machine that is called checked": (made(level="reviewed"), "a machine is a plugin"),
    "a translation with fewer than no unknown words": (made(missed=-1), "a machine is a plugin"),
    "a translation by somebody else": (made(by="bob"), "only who brought"),
    "a translation by its author that is called checked": (made(by="ann", level="reviewed"), "is its author"),
    "a translation by its author with an engine": (made(by="ann", engine="apertium/3.8"), "only the house says"),
    "a transcript without a recording": (made(kind="transcript"), "not made from what stands"),
    "an alternative taken back by somebody else": (ended("bob"), "only a facilitator"),
    "an alternative taken back twice": (ended("ann", times=2), "ends what does not stand"),
    "an alternative taken back that never was": (never_made, "ends what does not stand"),
    "a use allowed that nobody asks for": (unasked, "nobody asks for here"),
}
