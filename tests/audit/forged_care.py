"""What the rules refuse about reports, about appeals, and about what is written for a safeguarding lead alone."""

from folkmoot.domain.appeal import Appeal, DecideAppeal, Report
from folkmoot.domain.helping import AskForHelp
from folkmoot.domain.moderation import Hide, Hold
from folkmoot.domain.participant import Leave
from folkmoot.events.contribution import (
    AppealDecided,
    Appealed,
    Held,
    Hidden,
    OpenedForCare,
    Received,
    Released,
    Reported,
    Restored,
    Shared,
)
from folkmoot.events.fact import Fact
from folkmoot.events.ground import ConsentGiven
from folkmoot.events.participant import ParticipantErased
from tests.audit.forging import NEW, Forge, Small, after, said, words
from tests.rules.given import SAID

_CONSENT = ConsentGiven(purposes=("quote",), notice="n", lang="en")


def hides(w: Small) -> None:
    """A moderator hides ann's story."""
    w.when(w.moderator, Hide(contribution=w.story, reason="abuse", statement="It insults somebody."))


def appealed(w: Small) -> None:
    """And ann appeals."""
    hides(w)
    w.when(w.ann, Appeal(contribution=w.story))


def helped(by: str, fact: Fact, seals: int = 0) -> Forge:
    """A fact on what somebody, the asker, wrote to a safeguarding lead."""

    def forge(w: Small) -> None:
        w.office("safeguarding")
        asker = w.new("p_")
        asked = w.when(asker, AskForHelp(canvas=w.canvas_, **(SAID | {"text": "I am not safe."})))[0].stream
        w.given(asker if by == "asker" else getattr(w, by, by), asked, fact, seals)

    return forge


def held_by_its_author(reason: str, lead: bool = True) -> Forge:
    """A story that is held by who brings it, under a name that is used for nothing else."""

    def forge(w: Small) -> None:
        if lead:
            w.office("safeguarding")
        asker, asked = w.new("p_"), w.new("con_")
        w.given(asker, asked, Received(canvas=w.canvas_, kind="story", lang="en"), 1)
        w.given(asker, asked, Held(reason=reason))  # type: ignore[arg-type]

    return forge


def held_by_ann(kind: str) -> Forge:
    """What ann, who takes part, brings and holds at once."""

    def forge(w: Small) -> None:
        w.office("safeguarding")
        w.given(w.ann, words(w, w.ann, kind, w.canvas_), Held(reason="distress"))  # type: ignore[arg-type]

    return forge


def not_held(w: Small) -> None:
    asker, asked = w.new("p_"), w.new("con_")
    w.given(asker, asked, Received(canvas=w.canvas_, kind="story", lang="en"), 1)
    w.given(asker, asked, _CONSENT, 1)


def asked_nowhere(w: Small) -> None:
    w.given(w.new("p_"), w.new("con_"), Received(canvas=NEW["can"], kind="story", lang="en"), 1)


def erased_by_a_steward(w: Small) -> None:
    w.given("house", w.new("p_"), ParticipantErased(ground="ordered"))


def upheld(*ends: tuple[str, Fact, int]) -> Forge:
    """Held and hidden, appealed, the appeal upheld by a new moderator, and what comes after."""

    def forge(w: Small) -> None:
        w.when("house", Hold(contribution=w.story, reason="report"))
        appealed(w)
        w.other = w.office("moderator")
        w.given(w.other, w.story, AppealDecided(upheld=True), 1)
        for by, fact, seals in ends:
            w.given(getattr(w, by, by), w.story, fact, seals)

    return forge


def reported_twice(w: Small) -> None:
    w.when(w.bob, Report(contribution=w.story, reason="abuse"))
    w.given(w.bob, w.story, Reported(reason="distress"))


def reported_after_leaving(w: Small) -> None:
    w.when(w.bob, Leave())
    w.given(w.bob, w.story, Reported(reason="abuse"))


def appealed_again(w: Small) -> None:
    appealed(w)
    w.when("house", DecideAppeal(contribution=w.story, upheld=False, reasons="It does."))
    w.given(w.ann, w.story, Appealed())


FORGED: dict[str, tuple[Forge, str]] = {
    "a report of nothing": (said("bob", NEW["con"], Reported(reason="abuse")), "never received"),
    "a report of one's own": (said("ann", "story", Reported(reason="abuse")), "by each other one"),
    "a second report": (reported_twice, "by each other one"),
    "a report from outside": (reported_after_leaving, "has left it"),
    "a report by an office that was never named": (said(NEW["o"], "story", Reported(reason="abuse")), "holds no role"),
    "a report of what is hidden": (after(hides, said("bob", "story", Reported(reason="abuse"))), "words that are public"),
    "a report with somebody else's note": (
        lambda w: w.given(w.bob, w.story, Reported(reason="abuse", because=words(w, w.ann, "reason", w.canvas_))),
        "no reason",
    ),
    "an appeal by somebody else": (after(hides, said("bob", "story", Appealed())), "only who brought"),
    "an appeal against nothing": (said("ann", "story", Appealed()), "held or hidden by others"),
    "an appeal twice": (after(appealed, said("ann", "story", Appealed())), "appealed against once"),
    "an appeal after it was decided": (appealed_again, "appealed against once"),
    "an appeal in words of another kind": (
        after(hides, lambda w: w.given(w.ann, w.story, Appealed(because=words(w, w.ann, "view", w.canvas_)))),
        "no reason",
    ),
    "an appeal against one's own asking for help": (helped("asker", Appealed()), "held or hidden by others"),
    "an appeal decided that nobody made": (
        after(hides, said("house", "story", AppealDecided(upheld=False), 1)),
        "none waits",
    ),
    "an appeal decided by who hid it": (
        after(appealed, said("moderator", "story", AppealDecided(upheld=False), 1)),
        "does not decide",
    ),
    "an appeal decided by an officer": (
        after(appealed, said("officer", "story", AppealDecided(upheld=False), 1)),
        "only a moderator or steward",
    ),
    "an appeal upheld and not carried out": (upheld(("bob", Reported(reason="abuse"), 0)), "left out contribution.released"),
    "an appeal upheld and half carried out": (
        upheld(("other", Released(), 0), ("bob", Reported(reason="abuse"), 0)),
        "left out contribution.restored",
    ),
    "an appeal carried out by somebody else": (upheld(("house", Released(), 0)), "left out contribution.released"),
    "restored by a steward without an appeal": (
        after(hides, lambda w: w.given(w.office("steward"), w.story, Restored(), 1)),
        "only a moderator",
    ),
    "held by its author after it was shown": (said("ann", "story", Held(reason="distress")), "as soon as it is brought"),
    "held by its author for another reason": (held_by_its_author("report"), "as soon as it is brought"),
    "held by its author for nobody": (held_by_its_author("distress", lead=False), "that there is"),
    "a story held by its author who takes part": (held_by_ann("story"), "used for nothing else"),
    "an idea held by its author": (held_by_ann("idea"), "as soon as it is brought"),
    "a story from outside that asks for no help": (not_held, "left out contribution.held"),
    "help asked for in a canvas that was never opened": (asked_nowhere, "never opened"),
    "erased by order who never joined": (erased_by_a_steward, "never joined"),
    "what is written in confidence, shared": (helped("asker", Shared()), "safeguarding lead alone"),
    "what is written in confidence, allowed to be quoted": (helped("asker", _CONSENT, 1), "safeguarding lead alone"),
    "what is written in confidence, hidden": (helped("house", Hidden(reason="abuse", charter=1), 1), "safeguarding lead alone"),
    "what is written in confidence, settled by a moderator": (helped("moderator", Released()), "only a safeguarding"),
    "what is written in confidence, read by a moderator": (helped("moderator", OpenedForCare()), "only a safeguarding"),
    "read for care though nobody asked": (said("house", "story", OpenedForCare()), "nobody wrote this"),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
