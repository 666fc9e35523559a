"""Two communities with everybody who may come to their site and everything a route can be asked about."""

from pathlib import Path
from typing import Any, get_args

import msgspec

from folkmoot.domain import Command
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.commitment import MakeCommitment
from folkmoot.domain.community import GiveRole
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import CallDecision, Choice, OpenDecision
from folkmoot.domain.meeting import CallMeeting
from folkmoot.domain.participant import Join
from folkmoot.domain.proposing import BeginProposal
from folkmoot.domain.review import OpenReview
from folkmoot.domain.rounds import OpenRound
from folkmoot.domain.theme import MakeTheme
from folkmoot.domain.topic import RaiseTopic
from folkmoot.events.community import Role, RoleGiven
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.record.people import Session
from folkmoot.settings import Settings

ASH, ELM = "ash-hill", "elm-row"
ROLES: tuple[Role, ...] = get_args(Role)
NOTICE: dict[str, Any] = {"notice": "publish/1", "notice_text": "May we show your words on this site?", "notice_lang": "en"}


class Resident(msgspec.Struct, frozen=True):
    """Somebody with a session, a pseudonym in the canvas of one community, and something they said there."""

    person: str
    session: str
    pseudonym: str
    contribution: str
    statement: str


NOBODY = Resident("", "", "", "", "")


class Place(msgspec.Struct):
    """One community: what is in it and who is in office."""

    name: str
    canvas: str = ""
    decision: str = ""
    meeting: str = ""
    round: str = ""
    review: str = ""
    theme: str = ""
    proposal: str = ""
    topic: str = ""
    commitment: str = ""
    offices: dict[str, str] = {}
    staff: dict[str, str] = {}
    """Role -> session."""
    anna: Resident = NOBODY
    bela: Resident = NOBODY


class Town:
    """An installation with two communities."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.ash, self.elm = self._place(ASH), self._place(ELM)

    @classmethod
    def build(cls, folder: Path) -> "Town":
        """Make the town in a folder."""
        Installation.create(folder, Settings(host="town.example.org", languages=("cy", "pl", "ur")))
        town = cls(Installation(folder))
        town.installation.start()
        return town

    def close(self) -> None:
        self.installation.close()

    def do(self, community: str, command: Command, by: Author = HOUSE) -> str:
        """Give a command at the door; the stream that it made."""
        via = "house" if by is HOUSE else "web"
        return self.installation.moot(community).do(command, by, via=via).made

    def found(self, name: str) -> None:
        """Found a community by its short name."""
        self.installation.found(name, name.title(), "We listen before we answer.", "Steward")

    def title(self, role: str) -> str:
        """What the office of a role is called."""
        return f"The {role}"

    def _place(self, name: str) -> Place:
        self.found(name)
        place = Place(name)
        for role in ROLES:
            place.offices[role] = self._office(name, role)
            place.staff[role] = self.staff(name, place.offices[role])
        self.furnish(place)
        place.anna, place.bela = self.resident(place, "Anna"), self.resident(place, "Bela")
        return place

    def furnish(self, place: Place) -> None:
        """Give a community a new canvas with a decision that is open."""
        name, options = place.name, (Choice(text="A bench"), Choice(text="A tree"))
        place.canvas = self.do(name, OpenCanvas(question="What next?", promise="We answer.", level="involve"))
        place.decision = self.do(name, CallDecision(canvas=place.canvas, question="Which?", options=options))
        self.do(name, OpenDecision(decision=place.decision))
        place.meeting = self.do(name, CallMeeting(canvas=place.canvas, place="The hall", day="2100-01-01", time="18:00"))
        place.round = self.do(name, OpenRound(canvas=place.canvas, question="How was it?"))
        promise = MakeCommitment(canvas=place.canvas, text="A lamp.", owner=place.offices["officer"], due="2100-01-01")
        place.commitment = self.do(name, promise)
        naming = MakeTheme(canvas=place.canvas, text="Getting in and out")
        place.theme = self.do(name, naming, Author(place.offices["facilitator"]))
        begin = BeginProposal(canvas=place.canvas, text="A ramp at the back door.")
        place.proposal = self.do(name, begin, Author(place.offices["facilitator"]))
        raising = RaiseTopic(canvas=place.canvas, text="Who gets the key")
        place.topic = self.do(name, raising, Author(place.offices["facilitator"]))
        place.review = self.do(name, OpenReview(canvas=place.canvas), Author(place.offices["facilitator"]))

    def _office(self, community: str, role: Role) -> str:
        done = self.installation.moot(community).do(GiveRole(role=role, title=self.title(role)), HOUSE, via="house")
        fact = read(self.installation.store.read(community, done.first, 1)[0]).fact()
        assert isinstance(fact, RoleGiven)
        return fact.office

    def staff(self, community: str, office: str) -> str:
        """Session of a new person who signed in with an office."""
        people = self.installation.people
        person = people.person()
        people.give_office(person, community, office)
        return people.open_session(person, "staff", 3600)

    def session(self, token: str) -> Session:
        """The session that a token opens, which there must be."""
        session = self.installation.people.session(token)
        assert session is not None
        return session

    def guest(self) -> tuple[str, str]:
        """A new person and their session, who did nothing so far."""
        people = self.installation.people
        person = people.person()
        return person, people.open_session(person, "guest", 3600)

    def resident(self, place: Place, name: str) -> Resident:
        """A new person who joined the canvas and said two things there."""
        person, session = self.guest()
        author = Author(new_id("p_"), person)
        self.installation.people.link(person, place.name, place.canvas, author.name)
        self.do(place.name, Join(canvas=place.canvas), author)
        story = Contribute(canvas=place.canvas, kind="story", text=f"{name} keeps this story private.")
        said = Contribute(canvas=place.canvas, kind="statement", text=f"{name} wants trees.", publish=True, **NOTICE)
        contribution, statement = (self.do(place.name, command, author) for command in (story, said))
        return Resident(person, session, author.name, contribution, statement)
