"""The evidence pack of a canvas says what the record shows for each Gunning principle, and plainly where it shows nothing."""

import re
import time

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import AnswerDecision, CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.domain.telling import NOTHING
from folkmoot.events.entry import read
from folkmoot.moot import Author
from folkmoot.views.evidence import PRINCIPLES
from tests.services.browser import Site
from tests.services.reading import settled, words
from tests.services.town import NOTICE, Town


def today() -> str:
    return time.strftime("%Y-%m-%d", time.gmtime())


def address(canvas: str) -> str:
    return f"/c/ash-hill/canvas/{canvas}/evidence"


def by_code(site: Site, canvas: str) -> dict[str, dict[str, object]]:
    pack = site.browser().get(address(canvas) + "/file").json()
    assert [section["principle"] for section in pack["principles"]] == list(PRINCIPLES)
    return {claim["code"]: claim for section in pack["principles"] for claim in section["claims"]}


def test_a_canvas_where_nothing_happened_says_what_is_missing(town: Town, site: Site) -> None:
    canvas = town.do("ash-hill", OpenCanvas(question="What next?", promise="We tell you.", level="inform"))
    settled(town)
    said = words(site.browser().get(address(canvas)))
    for title in ("While it could still change", "Enough reasons", "Enough time", "Conscientious consideration"):
        assert title in said
    assert "Nothing shows that people could change anything." in said
    assert "The body did not promise a day by which it answers." in said
    assert "There is no result so far that the body had to answer." in said
    found = by_code(site, canvas)
    assert found["agenda"]["state"] == found["answer-by"]["state"] == "missing"


def _decided(town: Town, canvas: str) -> str:
    told = Contribute(canvas=canvas, kind="idea", text="A bench.", lang="en", publish=True, telling=NOTHING, **NOTICE)
    by = Author(town.resident(town.ash, "Dora").pseudonym)
    idea = town.do("ash-hill", told, by)
    options = (Choice(text="A bench"), Choice(text="A tree"))
    call = CallDecision(canvas=canvas, question="What?", options=options, inputs=(idea,))
    decision = town.do("ash-hill", call)
    town.do("ash-hill", OpenDecision(decision=decision))
    town.do("ash-hill", CastBallot(decision=decision, choice=["a"]), by)
    town.do("ash-hill", CloseDecision(decision=decision))
    return decision


def test_each_claim_stands_on_entries_that_say_so(town: Town, site: Site) -> None:
    canvas, officer = town.ash.canvas, town.ash.offices["officer"]
    decision = _decided(town, canvas)
    settled(town)
    found = by_code(site, canvas)
    assert found["answer-owed"]["state"] == "missing"
    town.do("ash-hill", AnswerDecision(decision=decision, outcome="refused", reasons="It costs too much."), Author(officer))
    settled(town)
    found = by_code(site, canvas)
    assert "answer-owed" not in found
    kinds = {}
    for code, claim in found.items():
        entries = claim["entries"]
        assert isinstance(entries, list)
        kinds[code] = [read(town.installation.store.read("ash-hill", i, 1)[0]).type for i in entries]
    assert kinds["answered-refused"] == ["decision.tallied", "decision.answered"]
    assert kinds["rests-on"] == ["decision.called", "contribution.received"]
    assert kinds["promise"] == ["canvas.opened"]
    assert kinds["before-decision"][-1] == "decision.called"
    assert found["announced"]["state"] == "missing"
    assert found["days-open"]["state"] == "missing"


def test_the_page_links_every_entry_that_the_file_names(town: Town, site: Site) -> None:
    settled(town)
    page = site.browser().get(address(town.ash.canvas))
    linked = {int(found) for found in re.findall(r'href="/c/ash-hill/record/([0-9]+)"', page.text)}
    pack = site.browser().get(address(town.ash.canvas) + "/file").json()
    for section in pack["principles"]:
        for claim in section["claims"]:
            assert set(claim["entries"]) <= linked
            assert claim["sentence"] in words(page)
    assert pack["day"] == today()


def test_a_canvas_that_is_not_there_has_no_evidence(site: Site) -> None:
    assert site.browser().get(address("can_aaaaaaaaaaaaaaaa")).status_code == 404
