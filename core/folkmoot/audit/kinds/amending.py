"""What has to hold where an amendment is offered and answered, and a proposal is merged or split."""

from folkmoot.audit.kinds.proposal import edited, known, under_way
from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.proposal import Proposal
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.proposal import (
    AmendmentAccepted,
    AmendmentDeclined,
    AmendmentOffered,
    MergeObjected,
    ProposalMerged,
    ProposalSplit,
)


def _offered(laws: Laws, entry: Entry, fact: AmendmentOffered) -> None:
    state = under_way(laws, entry)
    twice = fact.text in state.amendments
    state.evolve(entry, fact)
    laws.active(entry, state.canvas)
    laws.words(entry, fact.text, "amendment", state.canvas)
    if fact.because:
        laws.words(entry, fact.because, "reason", state.canvas)
    if twice or not laws.shown(fact.text):
        raise Broken("an amendment is offered once, in words that are public.")


def _accepted(laws: Laws, entry: Entry, fact: AmendmentAccepted) -> None:
    _answered(laws, entry, fact)
    laws.piece(fact.amendment)
    if not laws.shown(fact.amendment):
        raise Broken("the amendment that it takes in is not public.")


def _declined(laws: Laws, entry: Entry, fact: AmendmentDeclined) -> None:
    state = _answered(laws, entry, fact)
    laws.words(entry, fact.because, "reason", state.canvas)


def _answered(laws: Laws, entry: Entry, fact: AmendmentAccepted | AmendmentDeclined) -> Proposal:
    state = under_way(laws, entry)
    waits = state.amendments.get(fact.amendment) == "offered"
    state.evolve(entry, fact)
    edited(laws, entry, state)
    if not waits:
        raise Broken("the amendment that it answers was not offered, or was answered before.")
    return state


def _merged(laws: Laws, entry: Entry, fact: ProposalMerged) -> None:
    state, into = under_way(laws, entry), known(laws, fact.into)
    fits = fact.into != entry.s and into.canvas == state.canvas and into.under_way
    fits = fits and fact.into not in state.objected and entry.s not in into.objected
    state.evolve(entry, fact)
    if laws.community.holds(entry.by, "facilitator"):
        laws.active(entry, state.canvas)
    else:
        edited(laws, entry, state)
    if not fits:
        raise Broken("it is merged into one that does not go on in its canvas, or to which an author objected.")


def _objected(laws: Laws, entry: Entry, fact: MergeObjected) -> None:
    state = known(laws, entry.s)
    into, at = state.into, state.merged
    if not into:
        raise Broken("it objects to a merge that there is not.")
    state.evolve(entry, fact)
    laws.active(entry, state.canvas)
    laws.words(entry, fact.because, "reason", state.canvas)
    if entry.by not in (state.by, known(laws, into).by):
        raise Broken("only who began one of the two proposals objects to merging them.")
    rules = laws.community.rules
    if not rules.notice or laws.minute >= at + rules.notice * 60 + rules.grain:
        raise Broken(f"the {rules.notice} hours in which authors object to a merge were over.")


def _split(laws: Laws, entry: Entry, fact: ProposalSplit) -> None:
    state = under_way(laws, entry)
    parts = [known(laws, name) for name in fact.into]
    fits = all(entry.s in part.sources and part.under_way for part in parts)
    state.evolve(entry, fact)
    edited(laws, entry, state)
    if not fits or len(set(fact.into)) != len(parts) or len(parts) < 2:
        raise Broken("it is split into what was not begun from it or does not go on, or into fewer than two.")


LAWS: dict[type[Fact], Law] = {
    AmendmentOffered: _offered,
    AmendmentAccepted: _accepted,
    AmendmentDeclined: _declined,
    ProposalMerged: _merged,
    MergeObjected: _objected,
    ProposalSplit: _split,
}
