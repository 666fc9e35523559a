"""What the rules refuse about charter, roles, canvases, the record and the form of entries."""

import msgspec

from folkmoot.domain.community import STREAM
from folkmoot.events.canvas import CanvasConcluded, CanvasOpened, CanvasPromised
from folkmoot.events.community import (
    CharterAmended,
    Founded,
    KeysStated,
    RoleGiven,
    RoleTakenBack,
    Rules,
    SourceNamed,
)
from folkmoot.events.contribution import (
    Revised,
    Withdrawn,
)
from folkmoot.events.participant import Left
from folkmoot.events.record import RecordRestored, Redacted
from tests.audit.forging import NEW, Forge, Small, said
from tests.rules.given import SEAL, steward


def seal_more(w: Small) -> None:
    """Withdraw a story under a seal, which a withdrawal does not have."""
    entry = w.given(w.ann, w.story, Withdrawn())
    w.entries[-1] = msgspec.structs.replace(entry, cm=(SEAL,))


FORGED: dict[str, tuple[Forge, str]] = {
    # community
    "founded twice": (said("house", STREAM, Founded(languages=("en",)), 1), "one founding"),
    "a charter by an officer": (said("officer", STREAM, CharterAmended(version=2, rules=Rules()), 2), "only a steward"),
    "a charter with a gap": (said("house", STREAM, CharterAmended(version=3, rules=Rules()), 2), "does not follow"),
    "a charter without a grain": (said("house", STREAM, CharterAmended(version=2, rules=Rules(grain=0)), 2), "no charter may have"),
    "a charter that lets nobody open": (said("house", STREAM, CharterAmended(version=2, rules=Rules(opens=())), 2), "no charter"),
    "a role given by a resident": (said("ann", STREAM, RoleGiven(office=NEW["o"], role="steward"), 1), "only a steward"),
    "a role taken that is not held": (said("house", STREAM, RoleTakenBack(office=NEW["o"], role="officer"), 1), "not held"),
    "the last steward taken": (
        lambda w: w.given("house", STREAM, RoleTakenBack(office=steward(w), role="steward"), 1),
        "leaves no steward",
    ),
    "keys by a steward": (lambda w: w.given(steward(w), STREAM, KeysStated(checkpoint="x", receipt="y")), "only the house"),
    "a source by a moderator": (said("moderator", NEW["src"], SourceNamed(licence="CC0-1.0"), 1), "only a steward"),
    # canvas
    "a canvas opened by a resident": (said("ann", NEW["can"], CanvasOpened(level="inform", body=""), 2), "only a steward"),
    "a canvas with nobody to answer": (said("house", NEW["can"], CanvasOpened(level="inform", body=NEW["o"]), 2), "no office"),
    "a canvas opened twice": (said("house", "canvas_", CanvasOpened(level="inform", body=""), 2), "opened once"),
    "a promise by a resident": (said("ann", "canvas_", CanvasPromised(level="inform"), 1), "made by an office"),
    "a promise by the house": (said("house", "canvas_", CanvasPromised(level="inform"), 1), "made by an office"),
    "a promise by a moderator": (said("moderator", "canvas_", CanvasPromised(level="inform"), 1), "only a officer"),
    "a promise made twice": (
        lambda w: [w.given(w.officer, w.canvas_, CanvasPromised(level="inform"), 1) for _ in range(2)],
        "promise before",
    ),
    "a promise in the place of another office": (
        lambda w: [
            w.given("house", NEW["can"], CanvasOpened(level="inform", body=w.moderator), 2),
            w.given(w.officer, NEW["can"], CanvasPromised(level="inform"), 1),
        ],
        "another office",
    ),
    "a promise of a resident for an office": (
        lambda w: [
            w.given("house", STREAM, CharterAmended(version=2, rules=Rules(opens=("resident",))), 2),
            w.given(w.ann, NEW["can"], CanvasOpened(level="inform", body=w.officer), 2),
        ],
        "for an office",
    ),
    "a canvas concluded by a moderator": (said("moderator", "canvas_", CanvasConcluded(), 1), "only a facilitator"),
    # the record
    "a person's words redacted": (
        lambda w: w.given("house", STREAM, Redacted(entry=next(e.i for e in w.entries if e.s == w.piece), seal=0), 1),
        "no payload of an office",
    ),
    "a seal redacted that is not there": (said("house", STREAM, Redacted(entry=0, seal=1), 1), "no payload of an office"),
    "a seal redacted by counting backwards": (said("house", STREAM, Redacted(entry=0, seal=-1), 1), "no payload of an office"),
    "its own reason redacted": (
        lambda w: w.given("house", STREAM, Redacted(entry=len(w.entries), seal=0), 1),
        "no payload of an office",
    ),
    "losses declared by a steward": (lambda w: w.given(steward(w), STREAM, RecordRestored(start=0, stop=1), 1), "only the house"),
    "losses declared ahead": (said("house", STREAM, RecordRestored(start=0, stop=9_999), 1), "not there"),
    # the envelope
    "on another stream": (said("house", "canvas_", Founded(languages=("en",)), 1), "does not stand on such a stream"),
    "with a seal too few": (said("ann", "story", Revised(lang="en"), 0), "1 seals, and this has 0"),
    "with a seal too many": (seal_more, "0 seals, and this has 1"),
    "by nobody": (said("somebody", "ann", Left()), "not written as one"),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
