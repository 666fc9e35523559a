"""What the rules refuse about proposals, their versions, support and amendments, and about merging and splitting them."""

from collections.abc import Callable

from folkmoot.domain.amending import MergeProposal
from folkmoot.domain.contributing import Withdraw
from folkmoot.domain.proposing import ContestSubstance, SupportProposal, WithdrawProposal
from folkmoot.events.contribution import Kind, Revised
from folkmoot.events.fact import Fact
from folkmoot.events.participant import Left
from folkmoot.events.proposal import (
    AmendmentAccepted,
    AmendmentDeclined,
    AmendmentOffered,
    EditorAdmitted,
    MergeObjected,
    ProposalBegun,
    ProposalMerged,
    ProposalSplit,
    ProposalSupported,
    ProposalWithdrawn,
    SubstanceContested,
    SupportWithdrawn,
    VersionPublished,
)
from tests.audit.forged_decisions import called
from tests.audit.forging import NEW, Forge, Small, said, words
from tests.rules.given import DAY
from tests.rules.proposals import WHY, begun, offered, publish

Facts = Callable[[Small, str, str], Fact]
"""Of the town, the proposal and who acts, the fact that is forged."""


def on(by: str, fact: Facts, *before: Callable[[Small, str], object]) -> Forge:
    """A fact on a proposal of ann's, to which something happened before."""

    def forge(w: Small) -> None:
        proposal = begun(w, w.ann, w.canvas_)
        for step in before:
            step(w, proposal)
        who = getattr(w, by, by)
        made = fact(w, proposal, who)
        w.given(who, proposal, made)

    return forge


def because(w: Small, who: str, kind: Kind = "reason") -> str:
    return words(w, who, kind, w.canvas_)


def again(substance: bool = False) -> Callable[[Small, str], object]:
    return lambda w, proposal: w.when(w.ann, publish(proposal, substance))


def supported(w: Small, proposal: str) -> None:
    w.when(w.bob, SupportProposal(proposal=proposal, version=w.see(proposal).version))


def contested(w: Small, proposal: str) -> None:
    w.when(w.bob, ContestSubstance(proposal=proposal, version=2, **WHY))


def withdrawn(w: Small, proposal: str) -> None:
    w.when(w.ann, WithdrawProposal(proposal=proposal, **WHY))


def merged(w: Small, proposal: str) -> None:
    w.when(w.ann, MergeProposal(proposal=proposal, into=begun(w, w.ann, w.canvas_)))


def version(number: int, who: str = "", kind: Kind = "proposal", why: Kind = "reason") -> Facts:
    def fact(w: Small, proposal: str, by: str) -> Fact:
        text = offered(w, w.ann, proposal) if kind == "amendment" else public(w, by)
        return VersionPublished(version=number, text=text, because=because(w, by, why))

    return fact


def public(w: Small, by: str) -> str:
    """Public words of the kind that a version has, which are those of another proposal."""
    return str(w.see(begun(w, by, w.canvas_)).text)


def of(source: str) -> Forge:
    """A proposal that grew from what it cannot have grown from."""

    def forge(w: Small) -> None:
        names = {
            "elsewhere": lambda: begun(w, w.person(w.other), w.other),
            "a reason": lambda: because(w, w.ann),
            "nowhere": lambda: NEW["the"],
            "hidden": lambda: hidden(w),
        }
        w.given(w.bob, NEW["pro"], ProposalBegun(canvas=w.canvas_, sources=(names[source](),)))

    return forge


def hidden(w: Small) -> str:
    w.when(w.ann, Withdraw(contribution=w.story))
    return w.story


def amended(kind: type[AmendmentAccepted] | type[AmendmentDeclined], by: str, *then: Callable[[Small, str], object]) -> Forge:
    """An answer to an amendment of bob's."""

    def forge(w: Small) -> None:
        proposal, who = begun(w, w.ann, w.canvas_), getattr(w, by)
        amendment = offered(w, w.bob, proposal)
        for step in then:
            step(w, amendment)
        more = {} if kind is AmendmentAccepted else {"because": because(w, who)}
        w.given(who, proposal, kind(amendment=amendment, **more))

    return forge


def declined(w: Small, amendment: str) -> None:
    proposal = next(name for name, state in w.states.items() if amendment in getattr(state, "amendments", ()))
    w.given(w.ann, proposal, AmendmentDeclined(amendment=amendment, because=because(w, w.ann)))


def into(fact: Callable[[str], Fact], by: str, make: Callable[[Small, str], str]) -> Forge:
    """A fact on a proposal of ann's that names another one."""
    return on(by, lambda w, proposal, who: fact(make(w, proposal)))


def merge(name: str) -> Fact:
    return ProposalMerged(into=name)


def ended(w: Small, proposal: str) -> str:
    other = begun(w, w.ann, w.canvas_)
    withdrawn(w, other)
    return other


def objected(w: Small, proposal: str) -> None:
    merged(w, proposal)
    w.given(w.ann, proposal, MergeObjected(because=because(w, w.ann)))


def late(w: Small, proposal: str) -> None:
    merged(w, proposal)
    w.minute += 2 * DAY + 60


def objects(w: Small, proposal: str, who: str) -> Fact:
    return MergeObjected(because=because(w, who))


def split(*parts: str) -> Facts:
    """A split into parts of ann's: begun from it, stray or withdrawn."""

    def fact(w: Small, proposal: str, who: str) -> Fact:
        names = []
        for part in parts:
            other = begun(w, w.ann, w.canvas_, *([proposal] if part != "stray" else []))
            if part == "withdrawn":
                withdrawn(w, other)
            names.append(other)
        return ProposalSplit(into=tuple(names))

    return fact


def revised(w: Small) -> None:
    w.given(w.ann, w.see(begun(w, w.ann, w.canvas_)).text, Revised(lang="en"), 1)


def cut_short(w: Small) -> None:
    w.given(w.ann, NEW["pro"], ProposalBegun(canvas=w.canvas_))
    w.given(w.bob, w.bob, Left())


def first(w: Small) -> None:
    text = public(w, w.ann)
    w.given(w.ann, NEW["pro"], ProposalBegun(canvas=w.canvas_))
    w.given(w.ann, NEW["pro"], VersionPublished(version=1, text=text, substance=False))


FORGED: dict[str, tuple[Forge, str]] = {
    "a proposal begun from outside": (said("ann", NEW["pro"], ProposalBegun(canvas=NEW["can"])), "not open"),
    "a proposal begun twice": (on("ann", lambda w, p, who: ProposalBegun(canvas=w.canvas_)), "begun once"),
    "a proposal from one source twice": (
        lambda w: w.given(w.ann, NEW["pro"], ProposalBegun(canvas=w.canvas_, sources=(w.story, w.story))),
        "twice",
    ),
    "a proposal from another canvas": (of("elsewhere"), "another canvas"),
    "a proposal from words that come with a thing": (of("a reason"), "or kind"),
    "a proposal from a theme that nobody made": (of("nowhere"), "grew from"),
    "a proposal from what is not public": (of("hidden"), "not public"),
    "a proposal without a text": (cut_short, "left out proposal.version_published"),
    "a first version of no substance": (first, "first version"),
    "a version with a gap": (on("ann", version(3)), "does not follow"),
    "a version by somebody else": (on("bob", version(2)), "does not edit"),
    "a version by an officer": (on("officer", version(2)), "does not edit"),
    "a version in words of another kind": (on("ann", version(2, kind="amendment")), "no proposal"),
    "a version for no reason": (on("ann", version(2, why="note")), "no reason"),
    "a version that nobody can read": (
        on("ann", lambda w, p, who: VersionPublished(version=2, text=because(w, who, "proposal"), because=because(w, who))),
        "is public",
    ),
    "a version of what was withdrawn": (on("ann", version(2), withdrawn), "withdrawn"),
    "a version of nothing": (said("ann", NEW["pro"], VersionPublished(version=1, text=NEW["con"])), "never begun"),
    "an editor who was not let in by who began it": (on("bob", lambda w, p, who: EditorAdmitted(editor=w.bob)), "who began"),
    "an editor from outside": (on("ann", lambda w, p, who: EditorAdmitted(editor=w.person(w.other))), "takes part"),
    "an editor twice": (on("ann", lambda w, p, who: EditorAdmitted(editor=w.ann)), "and once"),
    "support of an earlier version": (on("bob", lambda w, p, who: ProposalSupported(version=1), again()), "current version"),
    "support twice": (on("bob", lambda w, p, who: ProposalSupported(version=1), supported), "and once"),
    "support of an office": (on("officer", lambda w, p, who: ProposalSupported(version=1)), "has not joined"),
    "support of what was merged": (on("bob", lambda w, p, who: ProposalSupported(version=1), merged), "was merged"),
    "support of what cannot be read": (
        on(
            "bob",
            lambda w, p, who: ProposalSupported(version=1),
            lambda w, p: w.when(w.ann, Withdraw(contribution=w.see(p).text)),
        ),
        "public",
    ),
    "support taken back that was not given": (on("bob", lambda w, p, who: SupportWithdrawn()), "does not support"),
    "a contest of a change of substance": (
        on("bob", lambda w, p, who: SubstanceContested(version=2, because=because(w, who)), again(True)),
        "already",
    ),
    "a contest by an office": (
        on("officer", lambda w, p, who: SubstanceContested(version=2, because=because(w, who)), again()),
        "has not joined",
    ),
    "a contest twice": (
        on("bob", lambda w, p, who: SubstanceContested(version=2, because=because(w, who)), again(), contested),
        "said so before",
    ),
    "a contest that is said to be enough": (
        on("bob", lambda w, p, who: SubstanceContested(version=2, because=because(w, who), enough=True), again()),
        "as the charter has it",
    ),
    "a contest that is enough and not said to be": (
        on("ann", lambda w, p, who: SubstanceContested(version=2, because=because(w, who)), again(), contested),
        "as the charter has it",
    ),
    "a proposal withdrawn by somebody else": (
        on("bob", lambda w, p, who: ProposalWithdrawn(because=because(w, who))),
        "does not edit",
    ),
    "a text changed under its supporters": (revised, "a proposal is not changed"),
    # amendments
    "an amendment that nobody can read": (
        on("bob", lambda w, p, who: AmendmentOffered(text=because(w, who, "amendment"))),
        "are public",
    ),
    "an amendment in words of another": (
        on("bob", lambda w, p, who: AmendmentOffered(text=offered(w, w.ann, p))),
        "no amendment",
    ),
    "an amendment accepted by who offered it": (amended(AmendmentAccepted, "bob"), "does not edit"),
    "an amendment accepted that was declined": (amended(AmendmentAccepted, "ann", declined), "answered before"),
    "an amendment accepted that was taken back": (
        amended(AmendmentAccepted, "ann", lambda w, amendment: w.when(w.bob, Withdraw(contribution=amendment))),
        "not public",
    ),
    "an amendment declined by who offered it": (amended(AmendmentDeclined, "bob"), "does not edit"),
    "an amendment declined twice": (amended(AmendmentDeclined, "ann", declined), "answered before"),
    # merging and splitting
    "a proposal merged by somebody else": (into(merge, "bob", lambda w, p: begun(w, w.bob, w.canvas_)), "does not edit"),
    "a proposal merged into itself": (into(merge, "ann", lambda w, p: p), "does not go on"),
    "a proposal merged into one of another canvas": (
        into(merge, "ann", lambda w, p: begun(w, w.person(w.other), w.other)),
        "in its canvas",
    ),
    "a proposal merged into one that ended": (into(merge, "ann", ended), "does not go on"),
    "a proposal merged again after an objection": (
        on("ann", lambda w, p, who: ProposalMerged(into=next(iter(w.see(p).objected))), objected),
        "objected",
    ),
    "an objection to no merge": (on("ann", objects), "there is not"),
    "an objection by somebody else": (on("bob", objects, merged), "who began one"),
    "an objection too late": (on("ann", objects, late), "were over"),
    "a proposal split by somebody else": (on("bob", split("part", "part")), "does not edit"),
    "a proposal split into one": (on("ann", split("part")), "fewer than two"),
    "a proposal split into what was not begun from it": (on("ann", split("part", "stray")), "not begun from it"),
    "a proposal split into what ended": (on("ann", split("part", "withdrawn")), "does not go on"),
    # what a decision rests on
    "a decision on a proposal that nobody began": (
        lambda w: w.given("house", NEW["dec"], called(w, inputs=(NEW["pro"],)), 3),
        "never begun",
    ),
    "a decision on a proposal of another canvas": (
        lambda w: w.given("house", NEW["dec"], called(w, inputs=(begun(w, w.person(w.other), w.other),)), 3),
        "in its canvas",
    ),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
