"""A proposal is shown with the support of each version, what was offered, where it came from and what became of it."""

from collections.abc import Callable

import pytest

from folkmoot.domain.amending import DeclineAmendment, MergeProposal, ObjectToMerge, SplitProposal
from folkmoot.domain.contributing import Withdraw
from folkmoot.domain.deciding import Choice
from folkmoot.domain.moderation import PutForwardText
from folkmoot.domain.participant import Leave
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.domain.proposing import AdmitEditor, ContestSubstance, WithdrawProposal, WithdrawSupport
from folkmoot.domain.theme import MakeTheme
from folkmoot.events import contribution
from folkmoot.events.entry import write
from folkmoot.events.proposal import ProposalBegun, ProposalSupported, SubstanceContested, VersionPublished
from folkmoot.views import amendment, thread
from folkmoot.views import decision as decisions
from folkmoot.views import proposal as proposals
from folkmoot.views.batch import Batch
from folkmoot.views.digest import digest, digest_of, fold
from folkmoot.views.follow import Views
from folkmoot.views.reading import View
from folkmoot.views.schema import connect, create
from folkmoot.views.shown import Said
from folkmoot.views.taking import take
from tests.rules.given import DAY, SAID, World, founded
from tests.rules.proposals import WHY, begun, offered, publish, support
from tests.rules.votes import called
from tests.views.written import Written


class Yard(World):
    """A proposal of ana's that grew from an idea and a theme; ben and cleo support it."""

    canvas_: str
    ana: str
    ben: str
    cleo: str
    idea: str
    theme: str
    proposal: str


@pytest.fixture
def world() -> Yard:
    world = founded()
    world.__class__ = Yard
    assert isinstance(world, Yard)
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    world.canvas_ = world.canvas()
    world.ana, world.ben, world.cleo = (world.person(world.canvas_) for _ in range(3))
    world.idea = world.brings(world.ben, world.canvas_, "idea")
    world.theme = world.when(world.ben, MakeTheme(canvas=world.canvas_, **SAID, text="Trees"))[-1].stream
    world.proposal = begun(world, world.ana, world.canvas_, world.idea, world.theme)
    for by in (world.ben, world.cleo):
        support(world, by, world.proposal)
    return world


def shown(world: World) -> View:
    return View(fold([write(entry) for entry in world.entries]))


def page(world: World, name: str) -> proposals.Proposal:
    found = proposals.proposal(shown(world), name)
    assert found is not None
    return found


def supports(world: Yard) -> list[tuple[int, int]]:
    """Version and support, the latest first."""
    return [(version.version, version.support) for version in page(world, world.proposal).versions]


def test_support_is_shown_for_each_version_as_it_stood(world: Yard) -> None:
    world.when(world.ana, publish(world.proposal, False))
    assert supports(world) == [(2, 2), (1, 2)]
    world.when(world.ben, WithdrawSupport(proposal=world.proposal))
    world.when(world.ana, publish(world.proposal, True))
    assert supports(world) == [(3, 0), (2, 1), (1, 2)]
    support(world, world.cleo, world.proposal)
    assert supports(world) == [(3, 1), (2, 1), (1, 2)]
    assert page(world, world.proposal).line.support == 1
    world.when(world.ben, Leave())
    assert [proposals.supported(shown(world), world.proposal, by) for by in (world.ben, world.cleo)] == [0, 3]


def test_support_that_carried_over_is_counted_once_and_taken_back_once(world: Yard) -> None:
    world.when(world.ana, publish(world.proposal, False))
    support(world, world.ben, world.proposal)
    assert supports(world) == [(2, 2), (1, 2)]
    world.when(world.ben, WithdrawSupport(proposal=world.proposal))
    assert supports(world) == [(2, 1), (1, 2)]


def test_a_contest_that_is_enough_counts_only_those_who_read_the_version(world: Yard) -> None:
    world.when(world.ana, publish(world.proposal, False))
    support(world, world.cleo, world.proposal)
    contest = ContestSubstance(proposal=world.proposal, version=2, **WHY)
    world.when(world.ben, contest)
    assert supports(world) == [(2, 2), (1, 2)]
    world.when(world.cleo, contest)
    assert supports(world) == [(2, 1), (1, 2)]
    found = page(world, world.proposal)
    current = found.versions[0]
    assert (found.counted, current.substance, current.counts, current.contests) == (2, False, True, 2)
    assert {one.by for one in found.contests} == {world.ben, world.cleo}
    world.when(world.ben, WithdrawSupport(proposal=world.proposal))
    assert supports(world) == [(2, 1), (1, 2)]


def test_amendments_wait_until_they_are_answered_and_a_version_takes_them_in(world: Yard) -> None:
    one, two = (offered(world, world.ben, world.proposal, "It bears fruit.") for _ in range(2))
    view = shown(world)
    assert [found.what.id for found in amendment.waiting(view, world.proposal)] == [one, two]
    assert page(world, world.proposal).line.waiting == 2
    assert amendment.people_around(view, world.proposal) == (world.ben,)
    world.when(world.ana, AdmitEditor(proposal=world.proposal, editor=world.ben))
    world.when(world.ana, publish(world.proposal, True, one))
    world.when(world.ana, DeclineAmendment(proposal=world.proposal, amendment=two, **WHY))
    view = shown(world)
    assert amendment.waiting(view, world.proposal) == ()
    taken, declined = (amendment.amendment(view, world.proposal, name) for name in (one, two))
    assert taken
    assert declined
    assert (taken.state, taken.version, taken.taken) == ("accepted", 1, 2)
    assert (declined.state, declined.taken) == ("declined", 0)
    assert declined.answer is not None
    assert [found.what.id for found in amendment.answered(view, world.proposal)] == [two, one]
    assert page(world, world.proposal).line.waiting == 0
    assert page(world, world.proposal).editors == (world.ana, world.ben)
    assert amendment.people_around(view, world.proposal) == ()


def test_the_thread_leads_from_what_it_grew_from_to_the_decision(world: Yard) -> None:
    text = world.see(world.proposal).text
    world.when("house", PutForwardText(contribution=text))
    world.minute += 3 * DAY
    options = (Choice("A tree", text), Choice("None"))
    decision = called(world, world.canvas_, options=options, inputs=(world.proposal,))
    view = shown(world)
    around = thread.around(view, world.proposal)
    assert around is not None
    assert {(step.here.id, step.relation) for step in around.before} == {
        (world.idea, "begun-from"),
        (world.theme, "begun-from"),
    }
    assert {(step.there.id, step.relation) for step in around.after} == {(decision, "input"), (decision, "option")}
    assert [one.id for one in page(world, world.proposal).sources] == [world.idea, world.theme]
    assert [one.id for one in page(world, world.proposal).decisions] == [decision]
    found = decisions.decision(view, decision)
    assert found is not None
    assert [one.id for one in found.proposals] == [world.proposal]
    assert [(name, piece.id) for name, piece in proposals.told_texts(view, world.canvas_)] == [(world.proposal, text)]
    assert proposals.holding(view, text) == world.proposal
    assert proposals.holding(view, world.idea) == ""


def test_a_merge_is_shown_on_both_and_an_objection_undoes_it(world: Yard) -> None:
    other = begun(world, world.ben, world.canvas_)
    world.when(world.office("facilitator"), MergeProposal(proposal=world.proposal, into=other))
    found = page(world, world.proposal)
    assert found.line.became == "merged"
    assert found.merged is not None
    assert found.merged.other.id == other
    assert [one.id for one in page(world, other).took_in] == [world.proposal]
    world.when(world.ana, ObjectToMerge(proposal=world.proposal, **WHY))
    found = page(world, world.proposal)
    assert (found.line.became, found.merged) == ("", None)
    assert [one.objector for one in found.objections] == [world.ana]
    assert page(world, other).took_in == ()
    around = thread.around(shown(world), world.proposal)
    assert around is not None
    assert around.after == ()
    third = begun(world, world.ana, world.canvas_)
    world.when(world.ana, MergeProposal(proposal=world.proposal, into=third))
    merged = page(world, world.proposal).merged
    assert merged is not None
    assert merged.other.id == third


def test_a_split_names_its_parts_and_a_withdrawal_its_reason(world: Yard) -> None:
    parts = [begun(world, world.ben, world.canvas_, world.proposal) for _ in range(3)]
    world.when(world.ana, SplitProposal(proposal=world.proposal, into=tuple(parts[:2])))
    found = page(world, world.proposal)
    assert found.line.became == "split"
    assert [one.id for one in found.parts] == parts
    assert found.split_into == set(parts[:2])
    world.when(world.ben, WithdrawProposal(proposal=parts[2], **WHY))
    gone = page(world, parts[2])
    assert gone.line.became == "withdrawn"
    assert gone.because is not None


def test_proposals_are_listed_page_after_page(world: Yard) -> None:
    names = [world.proposal, *(begun(world, world.ana, world.canvas_) for _ in range(4))]
    view = shown(world)
    first = proposals.proposals(view, world.canvas_, limit=3)
    second = proposals.proposals(view, world.canvas_, first[-1].n, limit=3)
    assert [one.id for one in first + second] == names[::-1]
    assert proposals.proposals(view, world.canvas()) == ()
    assert proposals.proposal(view, "pro_aaaaaaaaaaaaaaaa") is None


def test_words_that_were_taken_back_are_not_shown_and_the_lineage_stays(
    written: Written, views: Views, follow: Callable[[], int]
) -> None:
    place = written.canvas(written.found())
    by = written.person(place)
    idea, text = written.brings(by, place, "Plant it.", "idea"), written.brings(by, place, "A tree.", "proposal")
    name = written.id("pro_")
    written.say(by, name, ProposalBegun(canvas=place, sources=(idea,)))
    written.say(by, name, VersionPublished(version=1, text=text))
    follow()
    with views.reading() as view:
        (line,) = proposals.proposals(view, place)
        assert line.said == Said("A tree.", "en")
    written.say(by, text, contribution.Withdrawn())
    follow()
    with views.reading() as view:
        found = proposals.proposal(view, name)
        assert found is not None
        assert (found.line.said, found.versions[0].said) == (None, None)
        assert [one.id for one in found.sources] == [idea]
        assert view.touched(name) == view.size - 1


def test_a_proposal_that_the_rules_would_refuse_does_not_stop_the_views(written: Written) -> None:
    place = written.canvas(written.found())
    by, name = written.person(place), written.id("pro_")
    written.say(by, name, ProposalSupported(version=1))
    written.say(by, name, SubstanceContested(version=4, because="con_aaaaaaaaaaaaaaaa", enough=True))
    written.say(by, name, VersionPublished(version=1, text="con_aaaaaaaaaaaaaaaa"))
    written.say(by, name, ProposalBegun(canvas=place, sources=("con_aaaaaaaaaaaaaaaa",)))
    found = proposals.proposal(View(fold(written.leaves)), name)
    assert found is not None
    assert found.line.said is None


def test_the_tables_are_the_same_however_entries_come(world: Yard) -> None:
    one = offered(world, world.ben, world.proposal)
    world.when(world.ana, publish(world.proposal, False, one))
    for by in (world.ben, world.cleo):
        world.when(by, ContestSubstance(proposal=world.proposal, version=2, **WHY))
    world.when(world.ana, MergeProposal(proposal=world.proposal, into=begun(world, world.ben, world.canvas_)))
    world.when(world.ana, Withdraw(contribution=world.see(world.proposal).text))
    leaves = [write(entry) for entry in world.entries]
    db = connect("")
    create(db)
    batch = Batch(db, None)
    for leaf in leaves:
        take(batch, [leaf])
    assert digest(db) == digest_of(leaves)
