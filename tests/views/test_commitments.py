"""What is owed and what became of it: the clock, the board, the duties of an office, and the history of a commitment."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from folkmoot.domain.duty import later
from folkmoot.events import commitment, contribution, decision, duty, participant, question
from folkmoot.views import commitment as commitments
from folkmoot.views import duty as duties
from folkmoot.views import thread
from folkmoot.views.follow import Views
from folkmoot.views.search import search
from tests.views.test_page_costs import _cost
from tests.views.written import Written

Follow = Callable[[], int]
NEVER = "9999-12-31"


def today(written: Written) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(written.minute * 60))


def asks(written: Written, office: str, where: str, seconds: int) -> str:
    """A question to an office, seconded by so many."""
    asked = written.brings(written.person(where), where, "When is the lamp mended?", "question", to=office)
    for _ in range(seconds):
        written.say(written.person(where), asked, question.QuestionSeconded())
    return asked


def decides(written: Written, office: str, where: str, quorum_met: bool = True) -> str:
    """A decision with its result."""
    s = written.calls(office, where, "A tree", "A bench")
    counted: dict[str, Any] = {"chosen": ("a",), "counts": {"a": 1, "b": 0}, "quorum_met": quorum_met}
    written.say(office, s, decision.Tallied(method="approval", version="1.0.0", input="0" * 64, **counted))
    return s


def promises(written: Written, office: str, where: str, due: str, of: str = "") -> str:
    """A commitment."""
    s = written.id("com_")
    written.say(office, s, commitment.CommitmentMade(canvas=where, owner=office, due=due, decision=of), "Two trees are planted.")
    return s


def test_the_clock_runs_from_the_second_who_is_enough_and_shows_overdue_by_the_day_alone(
    written: Written, views: Views, follow: Follow
) -> None:
    office = written.found()
    where = written.canvas(office)
    waiting, owed = asks(written, office, where, 1), asks(written, office, where, 2)
    due = later(today(written), 28)
    follow()
    with views.reading() as view:
        early = duties.clock(view, waiting, today(written))
        assert early is not None
        assert (early.seconded, early.needed, early.open, early.due) == (1, 2, False, "")
        now = duties.clock(view, owed, today(written))
        assert now is not None
        assert (now.due, now.days, now.overdue, now.office) == (due, 28, False, office)
        last, after = duties.clock(view, owed, due), duties.clock(view, owed, later(due, 1))
        assert last is not None
        assert after is not None
        assert (last.overdue, after.overdue, after.days, after.noted) == (False, True, -1, False)
        assert (duties.unnoted(view, due), duties.unnoted(view, later(due, 1))) == (False, True)
        assert duties.clock(view, written.brings(written.person(where), where, "Nobody is asked.", "question"), due) is None
    written.say("house", owed, duty.DutyOverdue(due=due))
    follow()
    with views.reading() as view:
        noted = duties.clock(view, owed, later(due, 1))
        assert noted is not None
        assert noted.noted
        assert not duties.unnoted(view, later(due, 1))


def test_the_board_has_a_line_for_whatever_is_owed_or_answered_with_what_was_promised(
    written: Written, views: Views, follow: Follow
) -> None:
    office = written.found()
    where, other = written.canvas(office), written.canvas(office)
    asks(written, office, where, 0)
    decided = decides(written, office, where)
    kept = promises(written, office, where, NEVER, decided)
    free, far = promises(written, office, where, today(written)), promises(written, office, other, NEVER)
    decides(written, office, where, quorum_met=False)
    written.say(office, decided, decision.DecisionAnswered(outcome="refused"), "There is no money.")
    written.say(office, decided, decision.DecisionAnswered(outcome="changed"), "Half of it.")
    follow()
    with views.reading() as view:
        lines = duties.board(view, later(today(written), 1))
        assert [line.clock.id for line in lines] == [far, free, decided]
        assert [line.clock.id for line in duties.board(view, NEVER, other)] == [far]
        assert [line.clock.id for line in duties.board(view, NEVER, before=lines[0].n, limit=1)] == [free]
        last = lines[2]
        assert last.answer is not None
        assert last.answer.text is not None
        assert (last.answer.outcome, last.answer.text.text) == ("changed", "Half of it.")
        assert [one.id for one in last.commitments] == [kept]
        assert [answer.outcome for answer in duties.answers(view, decided)] == ["changed", "refused"]
        assert [line.commitments[0].overdue for line in lines[:2]] == [False, True]


def test_an_office_sees_what_it_owes_soonest_first_and_an_officer_what_nobody_is_named_for(
    written: Written, views: Views, follow: Follow
) -> None:
    office = written.found()
    nobodys = written.canvas("house")
    decided = decides(written, office, nobodys)
    far, soon = promises(written, office, nobodys, NEVER), promises(written, office, nobodys, today(written))
    done = promises(written, office, nobodys, today(written))
    written.say(office, done, commitment.CommitmentDelivered(), "They stand.")
    follow()
    with views.reading() as view:
        owed = duties.owed(view, today(written), (office,), False)
        assert [line.clock.id for line in owed] == [soon, far]
        everything = duties.open_of(view, nobodys, today(written))
        assert [line.clock.id for line in everything] == [soon, decided, far]
        assert [line.clock.office for line in everything] == [office, "house", office]


def test_a_commitment_tells_its_history_and_who_disputes_it(written: Written, views: Views, follow: Follow) -> None:
    office = written.found()
    where = written.canvas(office)
    decided = decides(written, office, where)
    promise = promises(written, office, where, today(written), decided)
    bob = written.person(where)
    written.say(office, promise, commitment.CommitmentMoved(due=NEVER), "The ground is frozen.")
    written.say(office, promise, commitment.CommitmentDelivered(evidence="ab" * 32), "They stand.")
    reason = written.brings(bob, where, "There is one tree.", "reason")
    written.say(bob, promise, commitment.CommitmentDisputed(because=reason))
    follow()
    with views.reading() as view:
        found = commitments.commitment(view, promise, today(written))
        assert found is not None
        assert [turn.what for turn in found.turns] == ["made", "moved", "delivered", "disputed"]
        assert (found.line.due, found.line.stage, found.line.disputes, found.decision) == (NEVER, "delivered", 1, decided)
        assert found.turns[2].evidence == "ab" * 32
        assert found.turns[3].because is not None
        assert found.turns[3].because.said is not None
        assert found.turns[3].because.said.text == "There is one tree."
        assert found.disputers == {bob}
        around = thread.around(view, promise)
        assert around is not None
        assert [(step.here.id, step.relation) for step in around.before] == [(decided, "answered-by")]
        assert [hit.page for hit in search(view, "planted").hits] == ["commitment"]
        assert commitments.commitment(view, "com_aaaaaaaaaaaaaaaa", NEVER) is None
    written.say(office, promise, commitment.DisputeAnswered(outcome="upheld"), "We looked.")
    follow()
    with views.reading() as view:
        again = commitments.commitment(view, promise, today(written))
        assert again is not None
        assert (again.line.stage, again.line.disputes) == ("progressed", 0)
        assert [line.clock.id for line in duties.owed(view, NEVER, (office,), False)] == [decided, promise]


def test_who_asked_and_is_erased_or_takes_it_back_is_owed_nothing(written: Written, views: Views, follow: Follow) -> None:
    office = written.found()
    where = written.canvas(office)
    first, second, third = (asks(written, office, where, 2) for _ in range(3))
    by = written.author[first]
    written.say(by, by, participant.ParticipantErased())
    written.say(written.author[second], second, contribution.Withdrawn())
    follow()
    with views.reading() as view:
        assert [line.clock.id for line in duties.owed(view, NEVER, (office,), False)] == [third]


def test_the_same_entries_give_the_same_state_however_they_come(
    written: Written, views: Views, follow: Follow, tmp_path: Path
) -> None:
    office = written.found()
    where = written.canvas(office)
    asked = asks(written, office, where, 2)
    decided = decides(written, office, where)
    promise = promises(written, office, where, NEVER, decided)
    written.say(office, asked, question.QuestionAnswered(), "On Tuesday.")
    written.say(office, promise, commitment.CommitmentMissed(), "There is no money.")
    follow()
    one = Views(tmp_path / "one.db", written.open)
    for leaf in written.leaves:
        one.apply([leaf])
    assert one.digest() == views.digest()
    one.close()


def test_the_pages_of_what_is_owed_cost_the_same_in_a_large_record(written: Written, views: Views, follow: Follow) -> None:
    office = written.found()
    where = written.canvas(office)
    promise = promises(written, office, where, today(written))
    costs = []
    for many in (60, 1_500):
        for _ in range(many):
            promises(written, office, where, NEVER)
        follow()
        with views.reading() as view:
            costs.append(
                [
                    _cost(view, lambda view: duties.board(view, NEVER)),
                    _cost(view, lambda view: duties.board(view, NEVER, where)),
                    _cost(view, lambda view: duties.owed(view, NEVER, (office,), False)),
                    _cost(view, lambda view: commitments.commitment(view, promise, NEVER)),
                ]
            )
    assert all(late <= 1.2 * early for early, late in zip(*costs, strict=True)), costs
