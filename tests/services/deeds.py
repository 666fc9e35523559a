"""What somebody does in the demonstration to come to the pages that no link leads to, because a form or a moment does."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

from tests.services.browser import Browser
from tests.services.reading import press
from tests.services.walking import Seen, Walked, kind_of, kinds, links

STEPS = ("words", "whose", "name", "note", "allow", "check", "remove")
SAID = ("story", "idea", "statement", "question", "offer")


class Deeds:
    """Somebody at a browser, and the pages that their deeds lead to."""

    def __init__(self, walked: Walked, actor: str) -> None:
        self.walked, self.actor = walked, actor
        self.browser: Browser = walked.site.browser(walked.sessions[actor])
        self.among = kinds()

    def see(self, path: str, lead: str = "a form") -> Seen:
        """A page at an address."""
        return Seen(kind_of(path.partition("?")[0], self.among), path, self.actor, lead, self.browser.get(path).status_code)

    def found(self, kind: str, action: str = "") -> str:
        """The first address of a kind that this person found by links. action: there has to be a form that is sent there."""
        paths = (one.path for one in self.walked.seen if one.kind == kind and one.actor == self.actor)
        return next(path for path in paths if not action or f'{action}"' in self.browser.get(path).text)

    def links(self, path: str) -> list[str]:
        """Where a page leads."""
        return links(self.browser.get(path))

    def fill(self, path: str, action: str, **fields: object) -> str:
        """Fill in a form of a page and send it; the address of the page that answers.

        Raises AssertionError when it is refused.
        """
        answer = press(self.browser, self.browser.get(path), action, **fields)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:2000])
        return _path(answer)


def _path(answer: httpx.Response) -> str:
    return urlsplit(str(answer.url)).path


def a_story(walked: Walked) -> Iterator[Seen]:
    """Somebody begins a story, step by step."""
    teller = Deeds(walked, "resident")
    told = teller.fill(
        teller.found("/c/{community}/canvas/{canvas}/tell", "/words"), "/words", text="The lift was out again.", lang="en"
    )
    for step in STEPS:
        yield teller.see(f"{told.rpartition('/')[0]}/{step}")


def a_device(walked: Walked) -> Iterator[Seen]:
    """A device is shared, and somebody says something there."""
    keeper = Deeds(walked, "facilitator")
    start = keeper.found("/c/{community}/canvas/{canvas}/device/start", "/start")
    keeper.browser = walked.site.browser(walked.again("facilitator"))  # which ends, so that nobody in the room acts for them
    at = keeper.fill(start, "/device/start", minutes="10")
    walked.cookies["device"] = dict(keeper.browser.cookies)
    keeper.actor = "device"
    yield keeper.see(at)
    keeper.fill(at, "/begin")
    walked.cookies["person at the device"] = dict(keeper.browser.cookies)
    keeper.actor = "person at the device"
    for said in SAID:
        yield keeper.see(f"{at}/say-{said}")
    yield keeper.see(f"{at}/choose")
    allow = keeper.fill(f"{at}/say-idea", "/say-idea", text="A bench by the lift.")
    yield keeper.see(allow)
    yield keeper.see(keeper.fill(allow, "/allow", publish="yes"))


def papers_and_words(walked: Walked) -> Iterator[Seen]:
    """A card is entered, a group named, something reported, help asked for, an own story looked at."""
    office, resident, nobody = Deeds(walked, "facilitator"), Deeds(walked, "resident"), Deeds(walked, "nobody")
    cards = office.found("/c/{community}/canvas/{canvas}/cards", "/cards")
    office.fill(cards, "/cards", text="A seat at the bus stop.", lang="en")
    card = next(path for path in office.links(cards) if "/cards/con_" in path)
    yield office.see(card, cards)
    groups = office.found("/c/{community}/canvas/{canvas}/reach/groups", "/groups")
    office.fill(groups, "/reach/groups", groups="People under 25: 30")
    yield nobody.see(groups.removesuffix("/groups"), "the page on footing")
    reported = resident.found("/c/{community}/contribution/{contribution}/report", "/report")
    yield resident.see(resident.fill(reported, "/report", reason="off-topic"))
    mine = resident.found("/c/{community}/contribution/{contribution}/consent").removesuffix("/consent")
    yield resident.see(f"{mine}/attach", "the page of the story, once it is public")
    canvas = resident.found("/c/{community}/canvas/{canvas}/tell").removesuffix("/tell")
    yield nobody.see(f"{canvas}/help", "a button, which leaves no trace in an address")
    yield resident.see(resident.fill(f"{canvas}/help", "/help", text="I do not feel safe at home."))


def what_waits(walked: Walked) -> Iterator[Seen]:
    """Pages to which a link leads for a while: a dispute, a merge or a change that waits for an answer."""
    editor, hidden, officer = Deeds(walked, "editor"), Deeds(walked, "hidden"), Deeds(walked, "officer")
    contest = editor.found("/c/{community}/theme/{theme}/contribution/{contribution}/contest")
    yield editor.see(f"{contest.removesuffix('/contest')}/uphold", "the theme, while it is contested")
    proposal = editor.found("/c/{community}/proposal/{proposal}/publish").removesuffix("/publish")
    yield editor.see(f"{proposal}/object", "the proposal, once it is merged")
    yield editor.see(f"{proposal}/contest/2", "the proposal, after a change that counts as none")
    moved = officer.found("/c/{community}/commitment/{commitment}/move").removesuffix("/move")
    yield officer.see(f"{moved}/answer-dispute", "the commitment, while it is disputed")
    mine = hidden.found("/c/{community}/contribution/{contribution}/consent")
    yield hidden.see(f"{mine.removesuffix('/consent')}/appeal", "the page of what was hidden")


def letters(walked: Walked) -> Iterator[Seen]:
    """Somebody asks for a letter with a way back."""
    nobody = Deeds(walked, "nobody")
    letter = nobody.found("/c/{community}/letter")
    yield nobody.see(nobody.fill(letter, "/letter", address="ada@example.org"))


def an_idea(walked: Walked) -> Iterator[Seen]:
    """Somebody sends an idea, and is thanked."""
    resident = Deeds(walked, "resident")
    adding = resident.found("/c/{community}/canvas/{canvas}/add-idea", "/add-idea")
    yield resident.see(resident.fill(adding, "/add-idea", text="A bench by the lift.", lang="en", publish="yes"))


ALL = (a_story, an_idea, a_device, papers_and_words, what_waits, letters)


def everywhere(walked: Walked) -> Walked:
    """Let everybody follow every link, and then do what leads further."""
    for deed in ALL:
        walked.done += deed(walked)
    return walked
