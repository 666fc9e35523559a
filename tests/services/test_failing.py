"""What goes wrong is told in one sentence, loses nobody's words, and shows nothing of the house or of anybody in it."""

import contextlib
import json
import logging
import re
from pathlib import Path

import pytest

from folkmoot.record.store import Conflict, Stopped
from folkmoot_web import log, upkeep
from folkmoot_web.failing import STOPPED, failure
from folkmoot_web.origin import form_token
from folkmoot_web.routing import Route
from tests.services import small_site
from tests.services.browser import Site, serving
from tests.services.town import ASH, Town

STORY = 'A story of three lines,\nwritten on a bus\nwith <b>care</b> & "quotes".'


def tell(town: Town) -> str:
    return f"/{ASH}/canvases/{town.ash.canvas}/tell"


def typed(page: str) -> str:
    """What stands in the box of the form."""
    from html import unescape

    return unescape(page.partition('<textarea name="text">')[2].partition("</textarea>")[0])


def test_a_refused_form_is_shown_again_with_the_sentence_and_all_that_was_typed(town: Town, small: Site) -> None:
    browser = small.browser(town.ash.anna.session)
    answer = browser.send_form(tell(town), {"text": STORY + "\x01"})
    assert answer.status_code == 422
    assert "Remove the hidden control characters from your story" in answer.text
    assert typed(answer.text).replace("\r", "") == STORY + "\x01"
    assert "<b>care" not in answer.text


def test_a_form_with_a_field_that_does_not_fit_is_shown_again_as_well(town: Town, small: Site) -> None:
    answer = small.browser(town.ash.anna.session).send_form(tell(town), {"text": STORY, "publish": "perhaps"})
    assert answer.status_code == 422
    assert typed(answer.text).replace("\r", "") == STORY


def test_a_form_whose_token_is_stale_is_shown_again_with_a_fresh_one(town: Town, small: Site) -> None:
    steward = town.ash.staff["steward"]
    answer = small.browser(steward).send_form(f"/{ASH}/office", {"text": STORY, "token": form_token("older")})
    assert answer.status_code == 403
    assert typed(answer.text).replace("\r", "") == STORY
    assert form_token(steward) in answer.text


def test_when_the_disk_is_full_it_is_said_that_nothing_was_kept_and_what_was_typed_is_there(tmp_path: Path) -> None:
    town = Town.build(tmp_path / "data")
    with contextlib.closing(town), serving(town.installation, routes=small_routes(), templates=small_site.TEMPLATES) as site:
        browser, before = site.browser(town.ash.anna.session), town.installation.store.head(ASH).size
        assert browser.get("/readyz").status_code == 200
        fill_the_disk(town)
        for n in range(40):
            answer = browser.send_form(tell(town), {"text": STORY + f" {n}"})
        assert answer.status_code == 503
        assert STOPPED in answer.text
        assert typed(answer.text).replace("\r", "") == STORY + " 39"
        assert browser.get(f"/{ASH}/talk").status_code == 200
        assert browser.get("/readyz").status_code == 503
        assert browser.get("/livez").status_code == 200
        assert town.installation.store.head(ASH).size < before + 2 * 40


def fill_the_disk(town: Town) -> None:
    """Let the file of the record grow no more."""
    connection = town.installation.store._datastore.writer._sqlite_conn
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


def small_routes() -> list[Route]:
    return small_site.routes.all + upkeep.routes.all


@pytest.mark.parametrize(
    ("raised", "status"), [(Conflict(ASH, "con_x", 2), 409), (Stopped("the disk is full"), 503), (ValueError("Anna"), 500)]
)
def test_each_kind_of_fault_has_its_status_and_no_sentence_of_the_machine(raised: Exception, status: int) -> None:
    told = failure(raised, "/x", "GET")
    assert told.status == status
    assert not any(word in told.sentence for word in ("con_x", "disk", "Anna", "Error"))


def test_an_unforeseen_fault_shows_a_number_and_nothing_else(small: Site, caplog: pytest.LogCaptureFixture) -> None:
    answer = small.browser().get("/broken?from=anna@example.org")
    assert answer.status_code == 500
    incident = re.search(r"[0-9a-f]{8}", answer.text)
    assert incident
    for word in ("Anna", "KeyError", "Traceback", "small_site", "example.org"):
        assert word not in answer.text
    (record,) = [record for record in caplog.records if getattr(record, "incident", "") == incident[0]]
    line = log.Lines().format(record)
    assert json.loads(line)["route"] == "/broken"
    assert "KeyError at small_site.py" in line
    for word in ("Anna", "anna@", "from=", "127.0.0.1"):
        assert word not in line


def test_nothing_personal_is_logged_whatever_is_asked(town: Town, small: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    planted = ("marker-text", "marker-agent", "marker-query", "198.51.100.77")
    browser = small.browser(town.ash.anna.session)
    browser.headers.update({"user-agent": planted[1], "x-forwarded-for": planted[3]})
    browser.send_form(tell(town) + f"?x={planted[2]}", {"text": planted[0]})
    browser.get(f"/{ASH}/talk?page={planted[2]}")
    browser.get(f"/{planted[2]}")
    lines = [log.Lines().format(record) for record in caplog.records if not record.name.startswith("http")]
    assert any('"route": "/{community' in line for line in lines)
    private = (*planted, town.ash.anna.session, town.ash.anna.person, town.ash.anna.pseudonym, town.ash.canvas)
    for line in lines:
        assert not [word for word in private if word in line], line


def test_what_others_log_is_not_filled_in_with_values_that_may_be_personal() -> None:
    record = logging.LogRecord("uvicorn.error", logging.INFO, "x.py", 1, "from %s", ("203.0.113.9",), None)
    assert json.loads(log.Lines().format(record))["event"] == "from %s"


def test_a_page_that_fails_twice_still_says_the_sentence(town: Town) -> None:
    from folkmoot_web.answers import Answer
    from folkmoot_web.ask import Ask
    from folkmoot_web.policy import everyone
    from folkmoot_web.problem import Problem
    from folkmoot_web.routing import Routes
    from tests.services.small_site import Tell

    routes = Routes()

    @routes.read("/twice", may=everyone)
    def twice(ask: Ask) -> Answer:
        raise ValueError("the page itself is broken")

    @routes.act("/twice", may=everyone, form=Tell, again=twice)
    def send(ask: Ask, form: Tell) -> Answer:
        raise Problem(422, "This was refused for a reason.")

    with serving(town.installation, routes=routes.all) as site:
        answer = site.browser().send_form("/twice", {"text": "x"})
    assert answer.status_code == 422
    assert "This was refused for a reason." in answer.text
