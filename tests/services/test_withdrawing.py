"""Words whose consent was withdrawn are nowhere any more, asked of every route that there is; without any use a story still counts."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from folkmoot.bundle import export_community
from folkmoot.domain.contributing import Contribute, WithdrawConsent
from folkmoot.domain.deciding import CallDecision, Choice
from folkmoot.domain.theme import LinkToTheme
from folkmoot.moot import Author
from folkmoot.views import theme
from folkmoot_web.app import all_routes
from tests.services.browser import Site
from tests.services.cells import Cast, ask, cast
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Resident, Town

WORD = "quillwort"
TITLE = "moonseed"
READERS = ("nobody", "bela", "overseer")
READ = [route for route in all_routes() if route.method == "GET" and "recognition" not in route.path]
SEARCH = "/c/{community}/search"


def bringing(town: Town, people: Cast, **more: Any) -> Cast:
    """The cast, whose Anna tells a story of rare words that a theme and a decision rest on."""
    anna = people.anna
    author = Author(anna.pseudonym, anna.person)
    telling = Contribute(canvas=people.ash.canvas, kind="story", text=f"A {WORD} grew there.", title=TITLE, lang="en", **more)
    story = town.do(ASH, telling, author)
    why: dict[str, Any] = {"text": "It is about that.", "lang": "en", "publish": True, **NOTICE}
    town.do(ASH, LinkToTheme(theme=people.ash.theme, contribution=story, **why), author)
    place = msgspec.structs.replace(people.ash)
    if more:
        options = (Choice(text="A bench"), Choice(text="A tree"))
        place.decision = town.do(ASH, CallDecision(canvas=place.canvas, question="Which?", options=options, inputs=(story,)))
    told = Resident(anna.person, anna.session, anna.pseudonym, story, story)
    return msgspec.structs.replace(people, ash=place, anna=told)


def showing(site: Site, people: Cast, words: Iterable[str]) -> set[str]:
    """Paths of all routes, a search for each word besides, whose answer to anybody holds one of the words."""
    found = {
        route.path
        for route in READ
        for reader in READERS
        if any(word in ask(site, route, people, reader, "own").text for word in words)
    }
    for word in words:
        page = site.anybody.get(f"/c/{ASH}/search", params={"q": word}).text
        if "grew there" in page or (word == WORD and TITLE in page):
            found.add(SEARCH)
    return found


def taken_away(town: Town, folder: Path) -> bytes:
    """All bytes of a bundle that is taken now."""
    export_community(town.installation, ASH, folder)
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_withdrawn_words_leave_every_route_search_and_the_bundle(town: Town, site: Site, tmp_path: Path) -> None:
    people = bringing(town, cast(town), publish=True, **NOTICE)
    settled(town)
    shown = showing(site, people, (WORD, TITLE))
    assert {"/c/{community}/contribution/{contribution}", "/c/{community}/canvas/{canvas}/feed.atom", SEARCH} <= shown
    assert "/c/{community}/theme/{theme}" in shown
    assert any(path.startswith("/api/v1/") for path in shown), shown
    assert WORD.encode() in taken_away(town, tmp_path / "before")
    anna = people.anna
    town.do(ASH, WithdrawConsent(contribution=anna.contribution, purposes=("publish",)), Author(anna.pseudonym, anna.person))
    settled(town)
    assert showing(site, people, (WORD, TITLE)) == set()
    after = taken_away(town, tmp_path / "after")
    assert WORD.encode() not in after
    assert TITLE.encode() not in after
    assert anna.contribution.encode() in after


def test_a_story_whose_teller_refuses_every_use_counts_and_is_shown_nowhere(town: Town, site: Site) -> None:
    people = bringing(town, cast(town))
    settled(town)
    assert showing(site, people, (WORD, TITLE)) == set()
    with town.installation.views(ASH).reading() as view:
        kept = theme.theme(view, people.ash.theme)
    assert kept is not None
    assert (kept.linked, kept.stories) == (1, 1)
