"""What has to hold where a proposal is begun, published, edited, supported, contested and withdrawn."""

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.proposal import GROWS_FROM, Proposal
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.proposal import (
    EditorAdmitted,
    ProposalBegun,
    ProposalSupported,
    ProposalWithdrawn,
    SubstanceContested,
    SupportWithdrawn,
    VersionPublished,
)


def _begun(laws: Laws, entry: Entry, fact: ProposalBegun) -> None:
    if entry.n != 1:
        raise Broken("a proposal is begun once.")
    laws.proposals[entry.s] = state = Proposal()
    state.evolve(entry, fact)
    laws.then = entry.s, VersionPublished, entry.by
    laws.active(entry, fact.canvas)
    if len(set(fact.sources)) != len(fact.sources):
        raise Broken("it names what it grew from twice.")
    for source in fact.sources:
        _grew_from(laws, entry, source, fact.canvas)


def _grew_from(laws: Laws, entry: Entry, name: str, canvas: str) -> None:
    if name.startswith(("the_", "pro_")):
        thing = laws.themes.get(name) or laws.proposals.get(name)
        good = thing is not None and thing.canvas == canvas
    else:
        piece = laws.piece(name)
        good = piece.canvas == canvas and piece.kind in GROWS_FROM and (piece.by == entry.by or laws.shown(name))
    if not good:
        raise Broken("it grew from something of another canvas or kind, or something that is not public.")


def _published(laws: Laws, entry: Entry, fact: VersionPublished) -> None:
    state = known(laws, entry.s)
    last, going = state.version, state.under_way
    state.evolve(entry, fact)
    if fact.version != last + 1:
        raise Broken(f"version {fact.version} does not follow version {last}.")
    laws.words(entry, fact.text, "proposal", state.canvas)
    if not laws.shown(fact.text):
        raise Broken("the text of a version is public.")
    if last:
        _goes_on(going)
        edited(laws, entry, state)
        laws.words(entry, fact.because, "reason", state.canvas)
    elif fact.because or not fact.substance:
        raise Broken("the first version changes nothing, so that there is no reason for it.")


def _admitted(laws: Laws, entry: Entry, fact: EditorAdmitted) -> None:
    state = under_way(laws, entry)
    twice, may = state.wrote(fact.editor), state.by == entry.by or (_may(laws, entry, state) and not state.wrote(entry.by))
    state.evolve(entry, fact)
    laws.active(entry, state.canvas)
    person = laws.people.get(fact.editor)
    here = person is not None and person.canvas == state.canvas and not person.gone
    if twice or not may or not (here or laws.community.serves(fact.editor)):
        raise Broken("who began a proposal lets somebody edit it who takes part there, or an office that serves, and once.")


def _supported(laws: Laws, entry: Entry, fact: ProposalSupported) -> None:
    state = under_way(laws, entry)
    twice = state.supported.get(entry.by) == fact.version
    state.evolve(entry, fact)
    _heard(laws, entry, state)
    laws.piece(state.text)
    if fact.version != state.version or twice or not laws.shown(state.text):
        raise Broken("support is for the current version, while its text is public, and once.")


def _support_withdrawn(laws: Laws, entry: Entry, fact: SupportWithdrawn) -> None:
    state = known(laws, entry.s)
    before = entry.by in state.supported
    state.evolve(entry, fact)
    _heard(laws, entry, state)
    if not before:
        raise Broken(f"{entry.by} does not support it.")


def _contested(laws: Laws, entry: Entry, fact: SubstanceContested) -> None:
    state = under_way(laws, entry)
    before = set(state.contests.get(fact.version, ()))
    contestable = state.contestable(fact.version)
    state.evolve(entry, fact)
    _heard(laws, entry, state)
    laws.words(entry, fact.because, "reason", state.canvas)
    if not contestable or entry.by in before:
        raise Broken("it counts as a change of substance already, or who says so has said so before.")
    if fact.enough is not (len(before) + 1 >= laws.community.rules.seconds):
        raise Broken(f"{len(before) + 1} say that the substance changed; whether that is enough is not as the charter has it.")


def _withdrawn(laws: Laws, entry: Entry, fact: ProposalWithdrawn) -> None:
    state = under_way(laws, entry)
    state.evolve(entry, fact)
    edited(laws, entry, state)
    laws.words(entry, fact.because, "reason", state.canvas)


def known(laws: Laws, name: str) -> Proposal:
    """A proposal that was begun."""
    state = laws.proposals.get(name)
    if state is None:
        raise Broken("it is about a proposal that was never begun.")
    return state


def under_way(laws: Laws, entry: Entry) -> Proposal:
    """The proposal of an entry, which goes on."""
    state = known(laws, entry.s)
    _goes_on(state.under_way)
    return state


def _goes_on(going: bool) -> None:
    if not going:
        raise Broken("the proposal was merged into another one, split or withdrawn.")


def edited(laws: Laws, entry: Entry, state: Proposal) -> None:
    """Who acts is an editor of a proposal, and may act in its canvas."""
    laws.active(entry, state.canvas)
    if not _may(laws, entry, state):
        raise Broken(f"{entry.by} does not edit this proposal.")


def _may(laws: Laws, entry: Entry, state: Proposal) -> bool:
    if state.wrote(entry.by):
        return True
    person = laws.people.get(state.by)
    gone = person.gone if person else not laws.community.serves(state.by)
    return gone and laws.community.holds(entry.by, "facilitator")


def _heard(laws: Laws, entry: Entry, state: Proposal) -> None:
    laws.going(state.canvas)
    laws.here(entry, state.canvas)


LAWS: dict[type[Fact], Law] = {
    ProposalBegun: _begun,
    VersionPublished: _published,
    EditorAdmitted: _admitted,
    ProposalSupported: _supported,
    SupportWithdrawn: _support_withdrawn,
    SubstanceContested: _contested,
    ProposalWithdrawn: _withdrawn,
}
