"""The other people in the resident's journey, who do their part at the door of the record."""

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.commitment import DeliverCommitment, MakeCommitment
from folkmoot.domain.deciding import AnswerDecision, CallDecision, Choice, CloseDecision, OpenDecision
from folkmoot.domain.proposing import BeginProposal, PublishVersion
from folkmoot.domain.theme import LinkToTheme, MakeTheme
from folkmoot.moot import Author
from tests.journeys.office import House

QUESTION = "Jak sprawić, żeby schody na Jesionowym Wzgórzu były bezpieczne?"
PROMISE = "W tym roku budujemy za 40 000 funtów. Wy mówicie, gdzie. Na każdą propozycję odpowiadamy publicznie."
THEME = "Ludzie niosą za dużo naraz"
KEPT = "Mokre stopnie"
RAIL = "Poręcz po obu stronach długich schodów"


class Council:
    """The other people of the journey, at the door of the record."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.facilitator = Author(house.office("facilitator", "Osoba prowadząca"))
        self.office = house.office("officer", "Zespół parków i ścieżek")
        promise = OpenCanvas(
            question=QUESTION, promise=PROMISE, level="collaborate", lang="pl", body=self.office, answer_by=house.day(90)
        )
        self.canvas = house.do(promise, Author(self.office))

    def makes_themes(self, story: str) -> None:
        """Put a story into two themes, one of which is not hers."""
        for name, because in ((KEPT, "Stopnie były mokre."), (THEME, "Chyba niosła zakupy.")):
            theme = self.house.do(MakeTheme(canvas=self.canvas, text=name, lang="pl"), self.facilitator)
            self.house.do(LinkToTheme(theme=theme, contribution=story, text=because, lang="pl"), self.facilitator)

    def writes_a_proposal(self, story: str) -> None:
        """Begin a proposal from a story, and mend its wording."""
        begin = BeginProposal(canvas=self.canvas, text=f"{RAIL}.", title=RAIL, lang="pl", sources=(story,))
        self.proposal = self.house.do(begin, self.facilitator)
        self.publishes(f"{RAIL}, z drewna.", "Dopisano, z czego.", substance=False)

    def publishes(self, text: str, because: str, *, substance: bool) -> None:
        """Publish the next version."""
        version = PublishVersion(proposal=self.proposal, text=text, title=RAIL, lang="pl", substance=substance, because=because)
        self.house.do(version, self.facilitator)

    def calls_a_decision(self, story: str) -> None:
        """Ask which is built first, on what was told and proposed."""
        options = (Choice(text=RAIL), Choice(text="Lampa na każdym podeście"))
        inputs = (story, self.proposal)
        asked = CallDecision(canvas=self.canvas, question="Co budujemy najpierw?", options=options, inputs=inputs, lang="pl")
        self.decision = self.house.do(asked)
        self.house.do(OpenDecision(decision=self.decision))

    def decides_and_delivers(self) -> None:
        """Close the vote, answer the result, promise and deliver."""
        officer = Author(self.office)
        self.house.do(CloseDecision(decision=self.decision))
        reasons = "Budujemy poręcz po obu stronach, tak jak postanowiliście."
        self.house.do(AnswerDecision(decision=self.decision, outcome="accepted", reasons=reasons), officer)
        promise = MakeCommitment(
            canvas=self.canvas, text="Poręcz po obu stronach.", owner=self.office, due=self.house.day(30), decision=self.decision
        )
        made = self.house.do(promise, officer)
        self.house.do(DeliverCommitment(commitment=made, text="Poręcz stoi."), officer)
