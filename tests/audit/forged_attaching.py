"""What the rules refuse about recordings and pictures."""

from folkmoot.domain.contributing import GiveConsent
from folkmoot.events.contribution import Attached, Detached
from folkmoot.events.fact import Fact
from tests.audit.forging import Forge, Small, words
from tests.rules.given import ASKED

SOUND = Attached(kind="audio", media="audio/ogg", kib=3)


def allowed(w: Small) -> None:
    """ann allows that her voice is heard."""
    w.when(w.ann, GiveConsent(contribution=w.story, purposes=("voice",), **ASKED))


def attached(*facts: Fact, by: str = "ann", on: str = "story", consent: bool = True) -> Forge:
    """Facts on a story whose teller allowed the voice; the last is the fault."""

    def forge(w: Small) -> None:
        if consent:
            allowed(w)
        for fact in facts:
            w.given(getattr(w, by), getattr(w, on), fact, len(fact.SEALS))

    return forge


def of_another(w: Small) -> None:
    """What goes with one story is taken off another."""
    allowed(w)
    w.given(w.ann, w.story, SOUND, 2)
    w.given(w.ann, words(w, w.ann, "story", w.canvas_), Detached(entry=w.entries[-1].i))


def twice(w: Small) -> None:
    """Taken off, and taken off again."""
    allowed(w)
    at = w.given(w.ann, w.story, SOUND, 2).i
    for _ in range(2):
        w.given(w.ann, w.story, Detached(entry=at))


FORGED: dict[str, tuple[Forge, str]] = {
    "a recording without consent to the voice": (attached(SOUND, consent=False), "no consent to the voice"),
    "a picture with consent to the voice": (
        attached(Attached(kind="picture", media="image/jpeg", kib=3)),
        "no consent to the face",
    ),
    "a recording by somebody else": (attached(SOUND, by="bob"), "only who brought"),
    "a recording with a statement": (attached(SOUND, on="piece"), "only a person's story"),
    "two recordings": (attached(SOUND, SOUND), "one audio with it already"),
    "a recording that is a picture": (attached(Attached(kind="audio", media="image/jpeg", kib=3)), "not of that type"),
    "a recording that is too long": (attached(Attached(kind="audio", media="audio/ogg", kib=10_241)), "that length"),
    "an empty recording": (attached(Attached(kind="audio", media="audio/ogg", kib=0)), "that length"),
    "a recording taken off by somebody else": (attached(Detached(entry=1), by="bob"), "only who brought"),
    "a recording taken off that never was": (attached(Detached(entry=1)), "does not go with it"),
    "a recording taken off another story": (of_another, "does not go with it"),
    "a recording taken off twice": (twice, "does not go with it"),
}
