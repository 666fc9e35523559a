"""A person takes part in one canvas under one made-up name, with one response to a statement, and may go at any time."""

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.contributing import Contribute, EraseContribution, Link, Withdraw
from folkmoot.domain.moderation import Hide, Hold
from folkmoot.domain.participant import Attest, EraseParticipant, Join, Leave, Respond
from folkmoot.events.participant import Attested, Joined, Left, ParticipantErased, ResponseGiven, Value
from tests.rules.given import NOBODY, SAID, World, facts, only


def test_joining_records_the_canvas_and_how_it_is_known_who_they_are(world: World, canvas: str) -> None:
    by = world.new("p_")
    acts = world.when(by, Join(canvas=canvas))
    assert facts(acts) == [Joined(canvas=canvas, roll="open")]
    assert (acts[0].stream, acts[0].words) == (by, ())


def test_nobody_joins_twice_or_another_canvas_under_the_same_name(world: World, canvas: str, ana: str) -> None:
    assert "already" in world.refused(ana, Join(canvas=canvas))
    assert "already" in world.refused(ana, Join(canvas=world.canvas()))


def test_an_office_does_not_join(world: World, canvas: str) -> None:
    for by in (world.office("officer"), "house"):
        assert "own name" in world.refused(by, Join(canvas=canvas))


def test_a_name_that_cannot_be_is_refused(world: World, canvas: str) -> None:
    for by in ("p_", "p_short", "p_ana@example.org", "p_" + "A" * 16):
        assert "cannot be used" in world.refused(by, Join(canvas=canvas))


def test_only_an_office_says_that_somebody_was_checked(world: World, canvas: str) -> None:
    for roll in ("invited", "code", "address", "attested"):
        command = Join(canvas=canvas, roll=roll)
        assert "establish who you are" in world.refused(world.new("p_"), command)


def test_only_an_import_brings_people_in_by_import(world: World, canvas: str) -> None:
    by = world.new("p_")
    assert "Only an import" in world.refused(by, Join(canvas=canvas, roll="import"))
    assert "Only an import" in world.refused(by, Join(canvas=canvas), via="import")
    acts = world.when(by, Join(canvas=canvas, roll="import"), via="import")
    assert facts(acts) == [Joined(canvas=canvas, roll="import")]


def test_an_office_attests_who_somebody_is_once_for_each_way(world: World, ana: str) -> None:
    only({"facilitator", "officer", "steward"}, world, lambda by: Attest(participant=ana, roll="code"))
    officer = world.office("officer")
    assert facts(world.when(officer, Attest(participant=ana, roll="code"))) == [Attested(roll="code")]
    assert facts(world.when(officer, Attest(participant=ana, roll="address"))) == [Attested(roll="address")]
    for roll in ("code", "address"):
        command = Attest(participant=ana, roll=roll)
        assert "already" in world.refused(officer, command)
    assert set(world.see(ana).rolls) == {"open", "code", "address"}


def test_nobody_is_attested_who_is_not_here(world: World, ana: str) -> None:
    officer = world.office("officer")
    world.when(ana, Leave())
    for missing in (ana, "p" + NOBODY, "p_short", "community", officer):
        assert "nobody of that" in world.refused(officer, Attest(participant=missing, roll="code"))


def test_who_left_takes_no_part_until_they_join_again(world: World, canvas: str, ana: str) -> None:
    statement = world.brings(world.person(canvas), canvas)
    story = world.brings(ana, canvas, "story")
    assert facts(world.when(ana, Leave())) == [Left()]
    for command in (
        Leave(),
        Respond(statement=statement, value=1),
        Contribute(canvas=canvas, kind="idea", text="A bench."),
        Link(contribution=story, to=statement, relation="supports"),
    ):
        assert "You have left" in world.refused(ana, command)


def test_who_left_still_governs_what_they_brought(world: World, canvas: str, ana: str) -> None:
    story, idea = world.brings(ana, canvas, "story"), world.brings(ana, canvas, "idea")
    world.when(ana, Leave())
    assert world.when(ana, Withdraw(contribution=story))
    assert world.when(ana, EraseContribution(contribution=idea))
    assert world.when(ana, EraseParticipant(participant=ana))


def test_who_comes_back_does_so_under_the_same_name_and_has_to_be_checked_again(world: World, canvas: str, ana: str) -> None:
    statement = world.brings(ana, canvas)
    world.when(ana, Respond(statement=statement, value=-1))
    world.when("house", Attest(participant=ana, roll="code"))
    world.when(ana, Leave())
    assert "not used any more" in world.refused(ana, Join(canvas=world.canvas()))
    assert facts(world.when(ana, Join(canvas=canvas))) == [Joined(canvas=canvas, roll="open")]
    assert (world.see(ana).responses, set(world.see(ana).rolls)) == ({statement: -1}, {"open"})
    assert world.when(ana, Respond(statement=statement, value=1))


def test_an_office_cannot_leave(world: World) -> None:
    for by in (world.office("officer"), "house", "p" + NOBODY):
        assert "Join this canvas first" in world.refused(by, Leave())


def test_a_response_is_recorded_on_the_stream_of_its_giver_and_the_last_one_counts(world: World, canvas: str, ana: str) -> None:
    statement = world.brings(ana, canvas)
    ben = world.person(canvas)
    values: tuple[Value, ...] = (1, -1, 0)
    for value in values:
        acts = world.when(ben, Respond(statement=statement, value=value))
        assert facts(acts) == [ResponseGiven(statement=statement, value=value)]
        assert (acts[0].stream, acts[0].words) == (ben, ())
    assert world.see(ben).responses == {statement: 0}
    assert world.when(ben, Respond(statement=statement, value=0)) == []


def test_only_a_statement_that_is_there_can_be_answered(world: World, canvas: str, ana: str) -> None:
    story = world.brings(ana, canvas, "story")
    assert "comment on this" in world.refused(ana, Respond(statement=story, value=1))
    for missing in ("con" + NOBODY, "con_short", canvas, ana, "", "statement"):
        assert "no such contribution" in world.refused(ana, Respond(statement=missing, value=1))


def test_only_participants_of_the_same_canvas_answer_a_statement(world: World, canvas: str, ana: str) -> None:
    statement = world.brings(ana, canvas)
    answer = Respond(statement=statement, value=1)
    assert "Join this canvas first" in world.refused(world.person(world.canvas()), answer)
    assert "Join this canvas first" in world.refused("p" + NOBODY, answer)
    assert "Join this canvas first" in world.refused("house", answer)
    assert "an office has no vote" in world.refused(world.office("officer"), answer)


def test_a_statement_that_is_not_shown_takes_no_responses(world: World, canvas: str, ana: str) -> None:
    ben = world.person(canvas)
    private = world.brings(ana, canvas, publish=False)
    withdrawn, held, hidden = (world.brings(ana, canvas) for _ in range(3))
    world.when(ana, Withdraw(contribution=withdrawn))
    world.when("house", Hold(contribution=held, reason="report"))
    world.when("house", Hide(contribution=hidden, reason="abuse", statement="It insults a neighbour."))
    for statement in (private, withdrawn, held, hidden):
        assert "not open for responses" in world.refused(ben, Respond(statement=statement, value=1))
    erased = world.brings(ana, canvas)
    world.when(ana, EraseContribution(contribution=erased))
    assert "erased" in world.refused(ben, Respond(statement=erased, value=1))


def test_a_statement_whose_author_was_erased_takes_no_responses(world: World, canvas: str, ana: str) -> None:
    statement = world.brings(ana, canvas)
    ben = world.person(canvas)
    world.when(ana, EraseParticipant(participant=ana))
    assert "erased" in world.refused(ben, Respond(statement=statement, value=1))


def test_an_import_answers_hidden_statements_each_row_anew_and_claims_its_dates(world: World, canvas: str) -> None:
    by = world.new("p_")
    world.when(by, Join(canvas=canvas, roll="import"), via="import")
    statement = world.brings(by, canvas)
    world.when("house", Hide(contribution=statement, reason="off-topic", statement="Not about the yard."))
    answer = Respond(statement=statement, value=1, claimed="2015-06-30")
    for _ in range(2):
        assert facts(world.when(by, answer, via="import")) == [ResponseGiven(statement=statement, value=1, claimed="2015-06-30")]


def test_nobody_else_claims_a_date_and_an_import_claims_a_real_one(world: World, canvas: str, ana: str) -> None:
    statement = world.brings(ana, canvas)
    answer = Respond(statement=statement, value=1, claimed="2015-06-30")
    assert "Only an import may claim" in world.refused(ana, answer)
    odd = Respond(statement=statement, value=1, claimed="last summer")
    assert "year-month-day" in world.refused(ana, odd, via="import")


def test_a_participant_is_erased_by_themselves_or_a_steward_also_when_the_canvas_is_over(
    world: World, canvas: str, ana: str
) -> None:
    ben = world.person(canvas)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="The yard is planted."))
    only({"steward"}, world, lambda by: EraseParticipant(participant=ana))
    assert "Only a steward" in world.refused(ben, EraseParticipant(participant=ana))
    acts = world.when(ana, EraseParticipant(participant=ana))
    assert facts(acts) == [ParticipantErased(ground="asked")]
    assert (acts[0].stream, acts[0].words) == (ana, ())
    ordered = EraseParticipant(participant=ben, ground="ordered")
    assert facts(world.when(world.office("steward"), ordered)) == [ParticipantErased(ground="ordered")]


def test_erasing_twice_records_nothing_and_erasing_nobody_is_refused(world: World, canvas: str, ana: str) -> None:
    world.when(ana, EraseParticipant(participant=ana))
    assert world.when(ana, EraseParticipant(participant=ana)) == []
    for missing in ("p" + NOBODY, "p_short", "community", canvas):
        assert "nobody of that" in world.refused("house", EraseParticipant(participant=missing))


def test_an_erased_name_is_never_used_again(world: World, canvas: str, ana: str) -> None:
    story = world.brings(ana, canvas, "story")
    world.when(ana, EraseParticipant(participant=ana))
    assert "not used any more" in world.refused(ana, Join(canvas=canvas))
    assert "You have left" in world.refused(ana, Contribute(canvas=canvas, kind="idea", **SAID, text="A bench."))
    assert "erased" in world.refused(ana, Withdraw(contribution=story))
    assert "nobody of that" in world.refused("house", Attest(participant=ana, roll="code"))
