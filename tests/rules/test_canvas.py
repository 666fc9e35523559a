"""A canvas is opened by those the charter names, with a question and a promise, and ends with a reason."""

import msgspec
import pytest

from folkmoot.domain.canvas import ConcludeCanvas, MakePromise, OpenCanvas
from folkmoot.domain.community import TakeRoleBack
from folkmoot.domain.contributing import Contribute, Link, Revise, Share
from folkmoot.domain.deciding import CallDecision, Choice
from folkmoot.domain.moderation import PutForwardText
from folkmoot.domain.participant import Attest, Join, Respond
from folkmoot.events.canvas import CanvasConcluded, CanvasOpened, CanvasPromised
from folkmoot.events.community import Rules
from tests.rules.given import ASKED, NOBODY, facts, founded, only

QUESTION = OpenCanvas(question="What is the yard for?", promise="We answer by spring.", level="involve")


def test_a_canvas_opens_with_its_question_and_promise_as_words_of_office() -> None:
    world = founded()
    officer = world.office("officer")
    command = OpenCanvas(
        question="  What is the yard for?\r\n",
        promise="We answer by spring.",
        level="collaborate",
        body=officer,
        answer_by="2027-03-31",
        lang="cy",
    )
    acts = world.when(officer, command)
    assert facts(acts) == [CanvasOpened(level="collaborate", body=officer, answer_by="2027-03-31")]
    assert acts[0].stream.startswith("can_")
    assert [(words.payload, words.owner) for words in acts[0].words] == [
        (b'{"lang":"cy","text":"What is the yard for?"}', "office"),
        (b'{"lang":"cy","text":"We answer by spring."}', "office"),
    ]


def test_a_body_cannot_promise_to_answer_by_a_day_that_is_over() -> None:
    world = founded()
    gone = msgspec.structs.replace(QUESTION, answer_by="2020-01-31")
    assert "2020-01-31 by which the body answers is over" in world.refused("house", gone)
    world.when("house", msgspec.structs.replace(QUESTION, answer_by="2030-01-31"))


def test_without_a_language_a_canvas_speaks_the_first_of_the_community() -> None:
    assert founded().when("house", QUESTION)[0].words[0].payload.startswith(b'{"lang":"en"')


def test_those_whom_the_charter_names_open_a_canvas() -> None:
    only({"steward", "facilitator", "officer"}, founded(), lambda by: QUESTION)
    only({"overseer"}, founded(Rules(opens=("overseer",))), lambda by: QUESTION)


def test_a_charter_may_let_everyone_open_a_canvas() -> None:
    assert founded(Rules(opens=("resident",))).when("p" + NOBODY, QUESTION)


def test_whoever_holds_no_office_promises_nothing_for_one() -> None:
    world = founded(Rules(opens=("resident",)))
    for change in ({"body": world.office("officer")}, {"answer_by": "2030-01-31"}):
        assert "cannot promise" in world.refused("p" + NOBODY, msgspec.structs.replace(QUESTION, **change))


def promise(canvas: str, **more: str) -> MakePromise:
    return MakePromise(canvas=canvas, promise="We answer in May.", level="consult", **more)


def test_an_officer_makes_the_promise_of_a_canvas_that_has_none() -> None:
    world = founded(Rules(opens=("resident",)))
    canvas = world.when("p" + NOBODY, QUESTION)[0].stream
    only({"officer"}, world, lambda by: promise(canvas))
    officer = world.office("officer")
    acts = world.when(officer, promise(canvas, answer_by="2030-01-31"))
    assert [(act.stream, act.fact) for act in acts] == [(canvas, CanvasPromised(level="consult", answer_by="2030-01-31"))]
    assert acts[0].words[0].owner == "office"
    for by in (officer, world.office("officer")):
        assert "already" in world.refused(by, promise(canvas))


def test_what_another_office_wrote_is_promised_by_the_one_that_it_names_and_by_no_other() -> None:
    world = founded()
    body, other = world.office("moderator"), world.office("officer")
    canvas = world.when(other, msgspec.structs.replace(QUESTION, body=body))[0].stream
    for by in ("house", "p" + NOBODY):
        assert "Only an office" in world.refused(by, promise(canvas))
    assert "Another office" in world.refused(other, promise(canvas))
    assert "is over" in world.refused(body, promise(canvas, answer_by="2020-01-31"))
    assert world.when(body, promise(canvas))


def test_an_office_that_opened_a_canvas_as_the_one_that_answers_has_promised() -> None:
    world = founded()
    officer = world.office("officer")
    canvas = world.when(officer, msgspec.structs.replace(QUESTION, body=officer))[0].stream
    assert "already" in world.refused(officer, promise(canvas))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"body": "o" + NOBODY}, "Name an office"),
        ({"answer_by": "in spring"}, "year-month-day"),
        ({"answer_by": "2027-02-30"}, "year-month-day"),
        ({"question": " "}, "Write the question"),
        ({"question": "x" * 501}, "Shorten the question"),
        ({"promise": ""}, "Write the promise"),
        ({"promise": "x" * 4_001}, "Shorten the promise"),
        ({"lang": "plain English"}, "short tag"),
    ],
)
def test_a_canvas_is_not_opened_on_unsound_terms(change: dict[str, str], sentence: str) -> None:
    terms = {name: getattr(QUESTION, name) for name in QUESTION.__struct_fields__} | change
    assert sentence in founded().refused("house", OpenCanvas(**terms))


def test_an_office_that_holds_no_role_any_more_cannot_be_the_body_that_answers() -> None:
    world = founded()
    officer = world.office("officer")
    world.when("house", TakeRoleBack(office=officer, role="officer", reason="Moved on."))
    command = OpenCanvas(question="What now?", promise="We read it.", level="consult", body=officer)
    assert "Name an office" in world.refused("house", command)


def test_a_canvas_is_concluded_by_facilitator_or_steward_with_a_reason() -> None:
    world = founded()
    canvas = world.canvas()
    command = ConcludeCanvas(canvas=canvas, reason="The yard is planted.")
    only({"facilitator", "steward"}, world, lambda by: command)
    acts = world.when(world.office("facilitator"), command)
    assert facts(acts) == [CanvasConcluded()]
    assert acts[0].words[0].payload == b'{"lang":"en","text":"The yard is planted."}'
    assert "concluded" in world.refused("house", command)


def test_a_canvas_that_does_not_exist_cannot_be_joined_or_concluded() -> None:
    world = founded()
    for canvas in ("can" + NOBODY, "can_short", "nonsense", "", "community", "p" + NOBODY):
        assert "no such canvas" in world.refused("p" + NOBODY, Join(canvas=canvas))
        assert "no such canvas" in world.refused("house", ConcludeCanvas(canvas=canvas, reason="Done."))


def test_nothing_is_added_to_a_concluded_canvas() -> None:
    world = founded()
    canvas = world.canvas()
    ana, ben = world.person(canvas), world.person(canvas)
    statement, story = world.brings(ana, canvas), world.brings(ana, canvas, "story")
    private = world.brings(ana, canvas, "story", publish=False)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="The yard is planted."))
    facilitator = world.office("facilitator")
    for by, command in (
        (world.new("p_"), Join(canvas=canvas)),
        (ben, Respond(statement=statement, value=1)),
        (ben, Contribute(canvas=canvas, kind="comment", text="Late.", parent=story)),
        (ana, Revise(contribution=story, text="Better.", lang="en")),
        (ana, Share(contribution=private, **ASKED)),
        (ana, Link(contribution=story, to=statement, relation="supports")),
        (facilitator, Attest(participant=ana, roll="code")),
        (facilitator, PutForwardText(contribution=statement)),
        (facilitator, CallDecision(canvas=canvas, question="Which?", options=(Choice("A"), Choice("B")))),
        (facilitator, Contribute(canvas=canvas, kind="comment", text="Late.", parent=story)),
    ):
        assert "concluded" in world.refused(by, command)
