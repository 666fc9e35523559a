"""The neighbours in the facilitator's journey, who do their part at the door of the record."""

from folkmoot.domain.amending import ObjectToMerge
from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.domain.participant import Join
from folkmoot.domain.proposing import BeginProposal
from folkmoot.domain.review import Remark
from folkmoot.domain.topic import RaiseTopic, SecondTopic
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from tests.journeys.office import PLACE, House
from tests.services.town import NOTICE

SHOWN = {"lang": "en", "publish": True, **NOTICE}


class Neighbours:
    """Three people who take part in one canvas. names: as the record knows them."""

    def __init__(self, house: House, canvas: str) -> None:
        self.house, self.canvas = house, canvas
        self.people = [self._joins() for _ in range(3)]

    def _joins(self) -> Author:
        people = self.house.installation.people
        author = Author(new_id("p_"), people.person())
        people.link(author.person, PLACE, self.canvas, author.name)
        self.house.do(Join(canvas=self.canvas), author)
        return author

    def set_the_agenda(self) -> None:
        """Two of three topics are seconded by enough people."""
        asked = ("Where people sit down", "Who has the key to the toilets", "The colour of the railings")
        first, second, third = self.people
        topics = [self.house.do(RaiseTopic(canvas=self.canvas, text=text, **SHOWN), first) for text in asked]
        for topic in topics[:2]:
            self.house.do(SecondTopic(topic=topic), second)
            self.house.do(SecondTopic(topic=topic), third)

    def write_proposals(self) -> str:
        """Two people write nearly the same down; the proposal of the first."""
        first, second, _ = self.people
        begun = BeginProposal(canvas=self.canvas, text="Benches with backs, every hundred steps.", title="Benches", **SHOWN)
        made = self.house.do(begun, first)
        seats = BeginProposal(canvas=self.canvas, text="Seats in the shade, where the old people stop.", title="Seats", **SHOWN)
        self.house.do(seats, second)
        return made

    def object_to_the_merge(self, proposal: str) -> None:
        """Whoever wrote the first one does not want it to end in the other."""
        words = ObjectToMerge(proposal=proposal, text="Shade is not what I asked for. It is how far one has to walk.", **SHOWN)
        self.house.do(words, self.people[0])

    def look_back(self, review: str) -> None:
        """Say who was missing."""
        remark = Remark(review=review, aspect="missing", text="Nobody with small children came. At six they are in bed.", **SHOWN)
        self.house.do(remark, self.people[1])

    def decide_when_to_meet(self) -> str:
        """Decide together on a rule of the group's own; its question."""
        question = "When do we meet?"
        options = (Choice(text="At four, with somebody who minds the children"), Choice(text="At six"))
        decision = self.house.do(CallDecision(canvas=self.canvas, question=question, options=options, quorum=3))
        self.house.do(OpenDecision(decision=decision))
        for person in self.people:
            self.house.do(CastBallot(decision=decision, choice=["a"]), person)
        self.house.do(CloseDecision(decision=decision))
        return question
