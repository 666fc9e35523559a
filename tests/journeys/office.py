"""A house with one new community whose clock a test moves, and the offices and neighbours who come to it."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from folkmoot.audit import audit
from folkmoot.audit.report import Report
from folkmoot.bundle import export_community
from folkmoot.domain.community import GiveRole
from folkmoot.domain.rules import Command
from folkmoot.events.community import Role, RoleGiven
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.settings import Settings
from folkmoot_web.catalogues import catalogue
from folkmoot_web.languages import OFFERED
from tests.journeys.hand import Hand
from tests.services.browser import Site, serving
from tests.services.chromium.conftest import OpenPage
from tests.services.reading import followed

PLACE = "ash-hill"
HOUR = 3600
LOCALES = {"en": "en-GB", "cy": "cy-GB", "pl": "pl-PL", "ur": "ur-PK"}


class House:
    """An installation with one community, and its site. ahead: seconds by which its clock is ahead of ours."""

    def __init__(self, folder: Path) -> None:
        self.ahead = 0.0
        self.folder = folder
        Installation.create(folder / "data", Settings(host="town.example.org", languages=OFFERED[1:]))
        self.installation = Installation(folder / "data", clock=lambda: time.time() + self.ahead)
        self.installation.found(PLACE, "Ash Hill", "We listen before we answer, and say why.", "The steward")
        self.installation.start()
        self.site = Site("")

    def office(self, role: Role, title: str) -> str:
        """Make an office."""
        done = self.installation.moot(PLACE).do(GiveRole(role=role, title=title), HOUSE, via="house")
        fact = read(self.installation.store.read(PLACE, done.first, 1)[0]).fact()
        assert isinstance(fact, RoleGiven)
        return fact.office

    def staff(self, *offices: str) -> str:
        """A new person who serves in some offices."""
        people = self.installation.people
        person = people.person()
        for office in offices:
            people.give_office(person, PLACE, office)
        return person

    def author(self, hand: Hand, canvas: str) -> Author:
        """Whoever sits at a browser, as the record knows them in a canvas."""
        token = next(one["value"] for one in hand.page.context.cookies() if one["name"] == "folkmoot")
        session = self.installation.people.session(token)
        assert session is not None
        return Author(self.installation.people.pseudonym(session.person, PLACE, canvas) or "", session.person)

    def do(self, command: Command, by: Author = HOUSE) -> str:
        """Somebody else does something, at the door of the record; the stream that it made."""
        made = self.installation.moot(PLACE).do(command, by, via="house" if by is HOUSE else "web").made
        followed(self.installation, PLACE)
        return made

    def sign_in(self, hand: Hand, person: str) -> None:
        """Somebody opens the link they were given, and signs in with it."""
        hand.go(f"/sign-in/{self.installation.link(person).rpartition('/')[2]}")
        hand.press("Sign in")

    def later(self, hours: float) -> None:
        """Let hours pass."""
        self.ahead += hours * HOUR

    def day(self, days: int) -> str:
        """The date in so many days, as year-month-day."""
        return time.strftime("%Y-%m-%d", time.gmtime(self.installation.clock() + days * 24 * HOUR))

    def judged(self) -> Report:
        """What the audit says of the bundle that anybody could take now."""
        export_community(self.installation, PLACE, self.folder / "bundle")
        return audit(self.folder / "bundle")


def phone(open_page: OpenPage, house: House, *, javascript: bool = True, keyboard: bool = False, lang: str = "en") -> Hand:
    """A person with a phone, who taps unless they use its keyboard alone. lang: language that their phone speaks."""
    page = open_page(390, javascript, has_touch=True, is_mobile=True, locale=LOCALES[lang], bypass_csp=False)
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_default_timeout(15_000)
    return Hand(page, house.site.origin, keyboard=keyboard, say=str if lang == "en" else catalogue(lang).gettext)


@contextlib.contextmanager
def housed(folder: Path) -> Iterator[House]:
    """A house that is served until the block ends."""
    house = House(folder)
    with contextlib.closing(house.installation), serving(house.installation) as site:
        house.site = site
        yield house
