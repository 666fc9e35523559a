"""The demonstration shows how people work together: an agenda, rules of their own, proposals, questions, and what is owed."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import get_args

import pytest

from folkmoot.domain.duty import Duties
from folkmoot.events.canvas import CanvasOpened, GroupRulesAgreed, PlaceOpened
from folkmoot.events.commitment import (
    CommitmentDelivered,
    CommitmentDisputed,
    CommitmentMade,
    CommitmentMissed,
    CommitmentMoved,
    DisputeAnswered,
)
from folkmoot.events.contribution import (
    AppealDecided,
    Appealed,
    Hidden,
    OpenedForCare,
    Received,
    Released,
    Reported,
)
from folkmoot.events.decision import BatchConfirmed, BatchDiffered, BatchEntered, Called, Closed, DecisionAnswered, ViewAttached
from folkmoot.events.duty import DutyOverdue
from folkmoot.events.participant import Joined
from folkmoot.events.proposal import (
    AmendmentAccepted,
    AmendmentDeclined,
    MergeObjected,
    ProposalBegun,
    ProposalMerged,
    ProposalSplit,
    ProposalSupported,
    VersionPublished,
)
from folkmoot.events.question import QuestionAnswered
from folkmoot.events.review import Aspect, ReviewClosed, ReviewRemarked
from folkmoot.events.topic import TopicAgreed, TopicLaidAside, TopicMerged, TopicRaised
from tests.services.demonstration import END, WHERE, Demo, date_of


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = Demo(tmp_path_factory.mktemp("demo") / "home")
    yield demo
    demo.installation.close()


def test_questions_to_an_office_are_answered_by_it_or_owed_and_one_is_overdue(demo: Demo) -> None:
    asked = {entry.s: fact.to for entry, fact in demo.of(Received) if fact.kind == "question"}
    answered = {entry.s: entry.by for entry, _ in demo.of(QuestionAnswered)}
    assert len(answered) >= 4
    assert set(answered.items()) <= set(asked.items())
    duties = Duties()
    for entry in demo.entries:
        duties.evolve(entry, entry.fact())
    owed = {stream: duty for stream, duty in duties.known.items() if duty.what == "question" and duty.open}
    assert {stream for stream, duty in owed.items() if duty.overdue(date_of(END))} == {entry.s for entry, _ in demo.of(DutyOverdue)}
    assert len(owed) == 2
    assert len(demo.of(DutyOverdue)) == 1
    assert len(asked) == len(answered) + 3  # one has too few who second it


def test_the_body_answered_moved_one_date_with_a_reason_and_missed_one(demo: Demo) -> None:
    ((_, answered),) = demo.of(DecisionAnswered)
    assert answered.outcome == "accepted"
    assert len(demo.of(CommitmentMade)) == 4
    assert len(demo.of(CommitmentMoved)) == 1
    ((missed, _),) = demo.of(CommitmentMissed)
    assert missed.s not in {entry.s for entry, _ in demo.of(CommitmentDelivered)}


def test_people_disputed_what_was_called_delivered_and_were_once_right(demo: Demo) -> None:
    delivered = Counter(entry.s for entry, _ in demo.of(CommitmentDelivered))
    settled = {entry.s: fact.outcome for entry, fact in demo.of(DisputeAnswered)}
    assert {entry.s for entry, _ in demo.of(CommitmentDisputed)} == set(settled) == set(delivered)
    assert {delivered[stream]: outcome for stream, outcome in settled.items()} == {2: "upheld", 1: "dismissed"}


def test_somebody_says_beside_the_result_how_they_see_it_otherwise(demo: Demo) -> None:
    ((entry, _),) = demo.of(ViewAttached)
    assert entry.by.startswith("p_")
    assert entry.s == demo.of(Closed)[0][0].s


def test_a_proposal_stands_in_three_versions_and_is_supported_in_the_last(demo: Demo) -> None:
    versions: dict[str, list[int]] = defaultdict(list)
    for entry, fact in demo.of(VersionPublished):
        versions[entry.s].append(fact.version)
    (manner,) = (stream for stream, numbers in versions.items() if numbers == [1, 2, 3])
    support = Counter(fact.version for entry, fact in demo.of(ProposalSupported) if entry.s == manner)
    assert min(support[2], support[3]) >= 10
    assert len(demo.of(AmendmentAccepted)) >= 1
    assert all(fact.because for _, fact in demo.of(AmendmentDeclined))
    assert manner in demo.of(Called)[-1][1].inputs
    assert demo.of(ProposalBegun)[0][1].sources


def test_two_proposals_were_merged_one_kept_apart_and_one_split(demo: Demo) -> None:
    (apart,) = {entry.s for entry, _ in demo.of(MergeObjected)}
    merged = {entry.s for entry, _ in demo.of(ProposalMerged)}
    assert len(merged - {apart}) == 1
    ((split, fact),) = demo.of(ProposalSplit)
    assert (split.s, len(fact.into)) == (apart, 2)


def test_topics_are_agreed_merged_and_laid_aside_for_a_reason_and_one_waits_in_a_blank_canvas(demo: Demo) -> None:
    slide = demo.of(CanvasOpened)[-1][0].s
    raised = {entry.s: fact.canvas for entry, fact in demo.of(TopicRaised)}
    agreed = {entry.s for entry, _ in demo.of(TopicAgreed)}
    ((_, merged),) = demo.of(TopicMerged)
    ((aside, _),) = demo.of(TopicLaidAside)
    assert merged.into in agreed
    assert aside.s not in agreed
    assert len(agreed) >= 3
    assert [stream for stream, canvas in raised.items() if canvas == slide and stream not in agreed]


def test_a_group_changed_its_own_rules_after_a_look_back(demo: Demo) -> None:
    first, second = (fact for _, fact in demo.of(GroupRulesAgreed))
    ((closed, fact),) = demo.of(ReviewClosed)
    assert (first.places, second.places, fact.rules) == ("offices", "everyone", second.version)
    assert {remark.aspect for entry, remark in demo.of(ReviewRemarked) if entry.s == closed.s} == set(get_args(Aspect))
    assert any(entry.by.startswith("p_") for entry, _ in demo.of(PlaceOpened))


def test_somebody_else_decided_two_appeals_and_one_appeal_and_one_report_wait(demo: Demo) -> None:
    hidden = {entry.s: entry.by for entry, _ in demo.of(Hidden)}
    decided = {entry.s: (entry.by, fact.upheld) for entry, fact in demo.of(AppealDecided)}
    assert all(by != hidden[stream] for stream, (by, _) in decided.items())
    assert sorted(upheld for _, upheld in decided.values()) == [False, True]
    assert len({entry.s for entry, _ in demo.of(Appealed)} - set(decided)) == 1
    looked = set(hidden) | {entry.s for entry, _ in demo.of(Released)}
    assert len({entry.s for entry, _ in demo.of(Reported)} - looked) == 1


def test_what_is_written_in_confidence_is_read_by_the_safeguarding_lead_and_shown_to_nobody(demo: Demo) -> None:
    ((entry, _),) = demo.of(OpenedForCare)
    assert entry.by == demo.offices["safeguarding"]
    assert all(demo.openness.status(held.i, 0).state == "private" for held, _ in demo.of(Received) if held.s == entry.s)


def test_who_took_part_is_offered_thanks_and_money_and_the_record_says_nothing_of_it(demo: Demo) -> None:
    offered = demo.installation.people.recognitions.within(WHERE)
    assert {one.state for one in offered} == {"offered", "taken", "paid", "declined"}
    assert {one.pseudonym for one in offered} <= {entry.by for entry, _ in demo.of(Joined)}
    assert demo.installation.identities.find(WHERE).welcome


def test_ballots_on_paper_were_typed_by_two_offices_and_a_pile_waits(demo: Demo) -> None:
    entered = {fact.batch: entry.by for entry, fact in demo.of(BatchEntered)}
    ((entry, confirmed),) = demo.of(BatchConfirmed)
    assert entry.by != entered[confirmed.batch]
    assert len(demo.of(BatchDiffered)) == 1
    assert set(entered) - {confirmed.batch}
