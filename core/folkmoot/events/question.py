"""A question put to an office is seconded by people, and answered in the name of an office."""

from folkmoot.events.fact import Fact, fact


@fact("question.seconded")
class QuestionSeconded(Fact, frozen=True):
    """Somebody besides who asked wants the answer too; on the stream of the question."""


@fact("question.answered", seals={"answer": "office"})
class QuestionAnswered(Fact, frozen=True):
    """A later one corrects the ones before."""
