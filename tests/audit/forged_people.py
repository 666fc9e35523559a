"""What the rules refuse of people and about what they bring."""

from typing import Any

from folkmoot.domain.community import NameSource
from folkmoot.domain.contributing import EraseContribution, Withdraw
from folkmoot.domain.moderation import Hide
from folkmoot.domain.participant import EraseParticipant, Leave
from folkmoot.events.contribution import (
    Erased,
    Held,
    Hidden,
    Linked,
    PutForward,
    Received,
    Released,
    Restored,
    Revised,
    Shared,
    Withdrawn,
)
from folkmoot.events.ground import ConsentGiven, ConsentWithdrawn, DutyStated, LicenceStated
from folkmoot.events.participant import Attested, Joined, Left, ParticipantErased, ResponseGiven
from tests.audit.forging import NEW, Forge, Small, after, conclude, said
from tests.rules.given import steward


def received(**more: Any) -> Forge:
    """Forge a contribution by ann."""

    def forge(w: Small) -> None:
        fields: dict[str, Any] = {"canvas": w.canvas_, "kind": "story", "lang": "en"}
        by = getattr(w, more.pop("by", "ann"))
        w.given(by, NEW["con"], Received(**(fields | {k: getattr(w, str(v), v) for k, v in more.items()})), 1)

    return forge


CONSENT = ConsentGiven(purposes=("publish",), notice="publish/1", lang="en")

FORGED: dict[str, tuple[Forge, str]] = {
    # participants
    "joined for another": (lambda w: w.given(w.ann, NEW["p"], Joined(canvas=w.canvas_, roll="open")), "for themselves"),
    "joined twice": (lambda w: w.given(w.ann, w.ann, Joined(canvas=w.canvas_, roll="open")), "where they have left"),
    "joined on a roll of one's own": (
        lambda w: w.given(NEW["p"], NEW["p"], Joined(canvas=w.canvas_, roll="address")),
        "open roll",
    ),
    "joined as imported": (lambda w: w.given(NEW["p"], NEW["p"], Joined(canvas=w.canvas_, roll="import")), "open roll"),
    "joined after erasure": (
        lambda w: [
            w.when(w.ann, EraseParticipant(participant=w.ann)),
            w.given(w.ann, w.ann, Joined(canvas=w.canvas_, roll="open")),
        ],
        "where they have left",
    ),
    "back in another canvas": (
        lambda w: [w.when(w.ann, Leave()), w.given(w.ann, w.ann, Joined(canvas=w.other, roll="open"))],
        "where they have left",
    ),
    "attested by oneself": (said("ann", "ann", Attested(roll="code")), "only a facilitator"),
    "attested as open": (said("officer", "ann", Attested(roll="open")), "in a way of its own"),
    "attested after leaving": (lambda w: [w.when(w.ann, Leave()), w.given("house", w.ann, Attested(roll="code"))], "take part"),
    "left twice": (lambda w: [w.when(w.ann, Leave()), w.given(w.ann, w.ann, Left())], "only a participant leaves"),
    "made to leave": (said("house", "ann", Left()), "only a participant leaves"),
    "a person erased by an officer": (said("officer", "ann", ParticipantErased()), "only a steward"),
    "an answer for another": (lambda w: w.given(w.bob, w.ann, ResponseGiven(statement=w.piece, value=1)), "has not joined"),
    "an answer after leaving": (
        lambda w: [w.when(w.bob, Leave()), w.given(w.bob, w.bob, ResponseGiven(statement=w.piece, value=1))],
        "has left",
    ),
    "an answer to a story": (lambda w: w.given(w.bob, w.bob, ResponseGiven(statement=w.story, value=1)), "no statement"),
    "an answer to nothing": (said("bob", "bob", ResponseGiven(statement=NEW["con"], value=1)), "never received"),
    "an answer to what was withdrawn": (
        lambda w: [w.when(w.ann, Withdraw(contribution=w.piece)), w.given(w.bob, w.bob, ResponseGiven(statement=w.piece, value=1))],
        "not public",
    ),
    "an answer to what was erased": (
        lambda w: [
            w.when(w.ann, EraseContribution(contribution=w.piece)),
            w.given(w.bob, w.bob, ResponseGiven(statement=w.piece, value=1)),
        ],
        "erased before",
    ),
    "an answer of another day": (
        lambda w: w.given(w.bob, w.bob, ResponseGiven(statement=w.piece, value=1, claimed="2020-01-01")),
        "claims a date",
    ),
    "an answer in a canvas that is concluded": (
        after(conclude, lambda w: w.given(w.bob, w.bob, ResponseGiven(statement=w.piece, value=1))),
        "not open",
    ),
    # contributions
    "brought twice": (lambda w: w.given(w.ann, w.piece, Received(canvas=w.canvas_, kind="idea", lang="en"), 1), "received once"),
    "brought into another canvas": (received(canvas="other"), "has not joined"),
    "brought by the house": (
        lambda w: w.given("house", NEW["con"], Received(canvas=w.canvas_, kind="idea", lang="en"), 1),
        "has not joined",
    ),
    "brought by an office without a role": (
        lambda w: w.given(NEW["o"], NEW["con"], Received(canvas=w.canvas_, kind="idea", lang="en"), 1),
        "holds no role",
    ),
    "a comment on nothing": (received(kind="comment"), "a comment is on something"),
    "a story on something": (received(parent="piece"), "a comment is on something"),
    "a question to nobody": (received(kind="question", to=NEW["o"]), "only a question"),
    "a story to an office": (received(to="officer"), "only a question"),
    "a date of one's own": (received(claimed="2020-01-01"), "claims a date"),
    "revised by another": (said("bob", "story", Revised(lang="en"), 1), "only who brought"),
    "a statement revised": (said("ann", "piece", Revised(lang="en"), 1), "not changed"),
    "shared by another": (said("bob", "story", Shared()), "only who brought"),
    "withdrawn by a moderator": (said("moderator", "story", Withdrawn()), "only who brought"),
    "consent by another": (said("bob", "story", CONSENT, 1), "only who brought"),
    "consent withdrawn by the house": (said("house", "story", ConsentWithdrawn(purposes=("publish",))), "only who brought"),
    "a licence without a source": (said("ann", "story", LicenceStated(source=NEW["src"]), via="import"), "named before"),
    "a licence of one's own": (
        lambda w: [
            w.when("house", NameSource(licence="CC0-1.0", attribution="Them.")),
            w.given(w.ann, w.story, LicenceStated(source=w.entries[-1].s)),
        ],
        "only an import",
    ),
    "a duty of a resident": (said("ann", "story", DutyStated()), "only an office"),
    "held by a resident": (said("bob", "story", Held(reason="report")), "only a moderator"),
    "held by an officer": (said("officer", "story", Held(reason="report")), "only a moderator"),
    "released by a steward": (lambda w: w.given(steward(w), w.story, Released()), "only a moderator"),
    "hidden by an officer": (said("officer", "story", Hidden(reason="abuse", charter=1), 1), "only a moderator"),
    "hidden under another charter": (said("moderator", "story", Hidden(reason="abuse", charter=2), 1), "is in force"),
    "hidden as rejected elsewhere": (said("house", "story", Hidden(reason="rejected-at-source", charter=1), 1), "an import"),
    "restored by an officer": (
        lambda w: [
            w.when("house", Hide(contribution=w.story, reason="abuse", statement="It insults.")),
            w.given(w.officer, w.story, Restored(), 1),
        ],
        "only a moderator",
    ),
    "words of an office hidden": (
        lambda w: w.given("house", w.brings(w.officer, w.canvas_, "idea", publish=False), Hidden(reason="abuse", charter=1), 1),
        "words of office",
    ),
    "words of an office erased": (
        lambda w: w.given("house", w.brings(w.officer, w.canvas_, "idea", publish=False), Erased()),
        "words of office",
    ),
    "words of an office withdrawn": (
        lambda w: w.given(w.officer, w.brings(w.officer, w.canvas_, "idea", publish=False), Withdrawn()),
        "words of office",
    ),
    "linked to itself": (lambda w: w.given(w.bob, w.piece, Linked(to=w.piece, relation="supports")), "to itself"),
    "linked to what was withdrawn": (
        lambda w: [
            w.when(w.ann, Withdraw(contribution=w.story)),
            w.given(w.bob, w.piece, Linked(to=w.story, relation="supports")),
        ],
        "not public",
    ),
    "put forward by an officer": (said("officer", "piece", PutForward()), "only a facilitator"),
    "put forward though withdrawn": (
        lambda w: [w.when(w.ann, Withdraw(contribution=w.piece)), w.given("house", w.piece, PutForward())],
        "public are put forward",
    ),
    "erased by another": (said("bob", "story", Erased()), "only a steward"),
    "erased twice": (after(said("ann", "story", Erased()), said("ann", "story", Erased())), "erased before"),
    "shared after its author was erased": (
        lambda w: [w.when(w.ann, EraseParticipant(participant=w.ann)), w.given(w.ann, w.story, Shared())],
        "erased before",
    ),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
