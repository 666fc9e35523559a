"""What the rules refuse about questions to power, answers to decisions, commitments, and days that passed."""

from folkmoot.domain.canvas import MakePromise
from folkmoot.domain.commitment import DeliverCommitment, DisputeCommitment, MakeCommitment
from folkmoot.domain.deciding import CloseDecision
from folkmoot.domain.duty import NoteOverdue
from folkmoot.domain.participant import Leave
from folkmoot.domain.question import AnswerQuestion, SecondQuestion
from folkmoot.events.canvas import CanvasAnswered, CanvasConcluded
from folkmoot.events.commitment import (
    CommitmentDelivered,
    CommitmentDisputed,
    CommitmentMade,
    CommitmentMissed,
    CommitmentMoved,
    CommitmentProgressed,
    DisputeAnswered,
)
from folkmoot.events.contribution import Received, Revised
from folkmoot.events.decision import DecisionAnswered
from folkmoot.events.duty import DutyOverdue
from folkmoot.events.fact import Fact
from folkmoot.events.question import QuestionAnswered, QuestionSeconded
from tests.audit.forging import NEW, Forge, Small, after, conclude, said, words
from tests.rules.given import DAY, SAID

DUE, OVER = "2025-06-01", "2020-01-01"


def asked(w: Small) -> str:
    """A question of ann's to the officer."""
    return w.brings(w.ann, w.canvas_, "question", to=w.officer)


def owed(w: Small) -> str:
    """The same, seconded by two people: it has to be answered."""
    question = asked(w)
    for _ in range(2):
        w.when(w.person(w.canvas_), SecondQuestion(contribution=question))
    return question


def promised(w: Small, due: str = DUE) -> str:
    """A commitment of the officer's."""
    command = MakeCommitment(canvas=w.canvas_, text="Two trees are planted.", owner=w.officer, due=due)
    return w.when(w.officer, command)[0].stream


def delivered(w: Small) -> str:
    """A commitment that the officer says is delivered."""
    commitment = promised(w)
    w.when(w.officer, DeliverCommitment(commitment=commitment, text="They stand."))
    return commitment


def on_question(by: str, fact: Fact, seals: int = 0) -> Forge:
    """A fact about ann's question."""
    return lambda w: w.given(getattr(w, by, by), asked(w), fact, seals)


def on_commitment(by: str, fact: Fact, seals: int = 1) -> Forge:
    """A fact about the officer's commitment."""
    return lambda w: w.given(getattr(w, by, by), promised(w), fact, seals)


def over(by: str, fact: Fact, seals: int = 1) -> Forge:
    """The same once it is delivered."""
    return lambda w: w.given(getattr(w, by, by), delivered(w), fact, seals)


def second_twice(w: Small) -> None:
    """bob seconds a question, and again."""
    question = asked(w)
    for _ in range(2):
        w.given(w.bob, question, QuestionSeconded())


def dispute_twice(w: Small) -> None:
    """bob disputes one delivery twice."""
    commitment = delivered(w)
    w.when(w.bob, DisputeCommitment(commitment=commitment, **SAID | {"text": "There is one tree."}))
    w.given(w.bob, commitment, CommitmentDisputed(because=words(w, w.bob, "reason", w.canvas_)))


def too_soon(w: Small) -> None:
    """A day is noted as passed on that day."""
    commitment = promised(w)
    w.minute += 1
    w.given("house", commitment, DutyOverdue(due=DUE))


def noted_twice(w: Small) -> None:
    """One day is noted as passed twice."""
    commitment = promised(w)
    w.minute += 1000 * DAY
    w.when("house", NoteOverdue())
    w.given("house", commitment, DutyOverdue(due=DUE))


def left_out(fact: Fact) -> Forge:
    """The officer comes back years later to a commitment that nobody said was overdue."""

    def forge(w: Small) -> None:
        commitment = promised(w)
        w.minute += 1000 * DAY
        w.given(w.officer, commitment, fact, 1)

    return forge


def answer_late(w: Small) -> None:
    """The officer answers a question late, and nobody said that it was overdue."""
    question = owed(w)
    w.minute += 60 * DAY
    w.when(w.officer, AnswerQuestion(contribution=question, answer="We will look."))


def conclude_in_silence(w: Small) -> None:
    """A canvas is concluded as if nothing were owed."""
    decided(w)
    owed(w)
    w.given("house", w.canvas_, CanvasConcluded(), 1)


def dispute_after_leaving(w: Small) -> None:
    """A dispute by somebody who takes part no more."""
    commitment, because = delivered(w), words(w, w.bob, "reason", w.canvas_)
    w.when(w.bob, Leave())
    w.given(w.bob, commitment, CommitmentDisputed(because=because))


def remark_over(w: Small) -> None:
    """Words that are neither a reason nor a view are brought to a canvas that was concluded."""
    conclude(w)
    w.given(w.bob, NEW["con"], Received(canvas=w.canvas_, kind="idea", lang="en"), 1)


def reason_nowhere(w: Small) -> None:
    """An officer brings a reason to a canvas that was never opened."""
    w.given(w.officer, NEW["con"], Received(canvas=NEW["can"], kind="reason", lang="en"), 1)


def decided(w: Small) -> None:
    """The decision gets its result."""
    w.when("house", CloseDecision(decision=w.decision))


def of_another(w: Small) -> None:
    """A commitment in a canvas follows from a decision of another."""
    decided(w)
    w.given(w.officer, NEW["com"], CommitmentMade(canvas=w.other, owner=w.officer, due=DUE, decision=w.decision), 1)


def made(w: Small, by: str = "officer", owner: str = "officer", **more: str) -> None:
    """A commitment is forged."""
    fact = CommitmentMade(**({"canvas": w.canvas_, "owner": getattr(w, owner, owner), "due": DUE} | more))
    w.given(getattr(w, by), NEW["com"], fact, 1)


def answer_for_canvas(by: str, late: bool = False) -> Forge:
    """The office that promised, or another, says what came of the canvas; or does so late, and nobody said that."""

    def forge(w: Small) -> None:
        w.when(w.officer, MakePromise(canvas=w.canvas_, promise="We answer.", level="involve", answer_by=DUE))
        w.minute += 1000 * DAY if late else 0
        w.given(getattr(w, by, by), w.canvas_, CanvasAnswered(), 1)

    return forge


FORGED: dict[str, tuple[Forge, str]] = {
    "a question seconded by who asked": (on_question("ann", QuestionSeconded()), "somebody else than who asked"),
    "a question seconded by an office": (on_question("officer", QuestionSeconded()), "has not joined"),
    "a question seconded twice": (second_twice, "seconded it before"),
    "a story seconded as a question": (said("bob", "story", QuestionSeconded()), "no question to an office"),
    "a question to an office revised": (on_question("ann", Revised(lang="en"), 1), "not changed"),
    "a question answered by another office": (on_question("moderator", QuestionAnswered(), 1), "and"),
    "a statement answered as a question": (said("officer", "piece", QuestionAnswered(), 1), "no question to an office"),
    "a question answered late without a word": (answer_late, "left out"),
    "a decision answered before its result": (
        said("officer", "decision", DecisionAnswered(outcome="accepted"), 1),
        "no result",
    ),
    "a decision answered by a moderator": (
        after(decided, said("moderator", "decision", DecisionAnswered(outcome="accepted"), 1)),
        "only a officer",
    ),
    "a canvas concluded as if nothing were owed": (conclude_in_silence, "not the ones that are owed"),
    "a canvas answered that nobody promised": (said("officer", "canvas_", CanvasAnswered(), 1), "no office made the promise"),
    "a canvas answered by another office": (answer_for_canvas("moderator"), "only the office that answers"),
    "a canvas answered late without a word": (answer_for_canvas("officer", late=True), "left out"),
    "a commitment by a resident": (lambda w: made(w, "ann"), "only the office that answers"),
    "a commitment for another office": (lambda w: made(w, "moderator"), "only the office that answers"),
    "a commitment of nobody": (lambda w: made(w, owner=NEW["o"]), "no office that holds a role"),
    "a commitment by a day that is over": (lambda w: made(w, due=OVER), "is over"),
    "a commitment by no day": (lambda w: made(w, due="soon"), "not written as one"),
    "a commitment from a decision without a result": (lambda w: made(w, decision=w.decision), "without a result"),
    "a commitment from a decision of another canvas": (of_another, "another canvas"),
    "a commitment made twice": (
        on_commitment("officer", CommitmentMade(canvas="can", owner="o", due=DUE)),
        "made once",
    ),
    "a commitment moved to the same day": (on_commitment("officer", CommitmentMoved(due=DUE)), "due already"),
    "a commitment moved by a moderator": (
        on_commitment("moderator", CommitmentMoved(due="2025-07-01")),
        "only the office that answers",
    ),
    "a commitment moved years later": (left_out(CommitmentMoved(due="2030-01-01")), "left out"),
    "progress with evidence that is none": (on_commitment("officer", CommitmentProgressed(evidence="x")), "no SHA-256"),
    "progress after it is delivered": (over("officer", CommitmentProgressed()), "was delivered"),
    "progress of what was never promised": (said("officer", NEW["com"], CommitmentProgressed(), 1), "never made"),
    "a delivery years later": (left_out(CommitmentDelivered()), "left out"),
    "a commitment missed by a resident": (on_commitment("ann", CommitmentMissed()), "only the office that answers"),
    "a commitment missed years later": (left_out(CommitmentMissed()), "left out"),
    "a dispute of what nobody reported": (
        lambda w: w.given(w.bob, promised(w), CommitmentDisputed(because=words(w, w.bob, "reason", w.canvas_))),
        "nobody reported",
    ),
    "a dispute in words of another kind": (
        lambda w: w.given(w.ann, delivered(w), CommitmentDisputed(because=w.story)),
        "no reason",
    ),
    "a dispute twice": (dispute_twice, "a second time"),
    "a dispute by somebody who has left": (dispute_after_leaving, "has left it"),
    "an idea after the canvas was concluded": (remark_over, "not open"),
    "a reason in a canvas that was never opened": (reason_nowhere, "not open"),
    "an answer to no dispute": (over("officer", DisputeAnswered(outcome="dismissed")), "nobody disputed"),
    "a day noted before it passed": (too_soon, "nothing was due"),
    "a day noted by an officer": (
        lambda w: w.given(w.officer, promised(w), DutyOverdue(due=DUE)),
        "only the house",
    ),
    "a day noted twice": (noted_twice, "said before"),
    "a day noted of a story": (lambda w: w.given("house", w.story, DutyOverdue(due=DUE)), "nothing was due"),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
