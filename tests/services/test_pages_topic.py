"""The agenda on the site: raised from a blank canvas, seconded by others, merged, laid aside, and the group's own rules."""

import pytest

from folkmoot.domain.canvas import ConcludeCanvas, OpenCanvas
from folkmoot.domain.community import AmendCharter
from folkmoot.domain.deciding import CallDecision, Choice, CloseDecision, OpenDecision
from folkmoot.events.community import Rules
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.town import ASH, Town


@pytest.fixture
def canvas(town: Town) -> str:
    """A canvas in which nothing has happened."""
    made = town.do(ASH, OpenCanvas(question="What is the yard for?", promise="We answer.", level="involve"))
    settled(town)
    return made


def agenda(canvas: str) -> str:
    return f"/c/{ASH}/canvas/{canvas}/agenda"


def raised(browser: Browser, canvas: str, text: str = "Who has a key?") -> str:
    """The path of a topic that somebody raised."""
    page = press(browser, browser.get(agenda(canvas)), "/agenda", text=text, publish="yes")
    assert page.status_code == 200, words(page)
    return page.url.path


def test_a_blank_canvas_leads_to_its_agenda_and_somebody_without_an_account_raises_the_first_topic(canvas: str, site: Site) -> None:
    browser = site.browser()
    blank = words(browser.get(f"/c/{ASH}/canvas/{canvas}"))
    assert blank.index("This canvas has no agenda yet.") < blank.index("This canvas is blank")
    assert "This canvas has no agenda yet. Raise the first topic." in words(browser.get(agenda(canvas)))
    topic = words(browser.get(raised(browser, canvas)))
    assert "Who has a key?" in topic
    assert "2 more people needed" in topic
    assert "You raised this." in topic
    first = words(site.browser().get(f"/c/{ASH}/canvas/{canvas}"))
    assert "no agenda yet" not in first
    assert "This canvas is blank" not in first
    assert "Who has a key?" in first


def test_a_topic_that_others_second_comes_on_the_agenda(canvas: str, site: Site) -> None:
    browser = site.browser()
    topic = raised(browser, canvas)
    assert "/second" not in browser.get(topic).text
    for n in (1, 2):
        other = site.browser()
        page = press(other, other.get(agenda(canvas)), "/second")
        assert "You second this." in words(page)
        assert "/second" not in other.get(agenda(canvas)).text
        assert ("On the agenda" in words(site.browser().get(topic))) is (n == 2)
    assert "On the agenda" in words(site.browser().get(f"/c/{ASH}/canvas/{canvas}"))
    assert "2 people second it" in words(site.browser().get(agenda(canvas)))


def test_a_second_that_is_sent_twice_counts_once(canvas: str, site: Site) -> None:
    topic = raised(site.browser(), canvas)
    other = site.browser()
    page = other.get(topic)
    for _ in range(2):
        assert press(other, page, "/second").status_code == 200
    assert "1 person seconds it" in words(other.get(topic))


def test_staff_raise_topics_and_are_offered_no_second(canvas: str, town: Town, site: Site) -> None:
    officer = site.browser(town.ash.staff["officer"])
    page = press(officer, officer.get(agenda(canvas)), "/agenda", text="The drains")
    assert "The Officer" in words(page) or "The officer" in words(page)
    facilitator = site.browser(town.ash.staff["facilitator"])
    assert "/second" not in facilitator.get(page.url.path).text


def test_a_form_that_is_refused_keeps_the_topic(canvas: str, site: Site) -> None:
    browser = site.browser()
    back = press(browser, browser.get(agenda(canvas)), "/agenda", text="Bins", publish="")
    assert back.status_code == 422
    assert form(back, "/agenda")["fields"]["text"] == "Bins"
    no = press(browser, browser.get(agenda(canvas)), "/agenda", text="Bins", publish="no")
    assert no.status_code == 422
    assert "can read" in words(no)


def test_who_raised_a_topic_merges_it_and_the_seconds_go_along(canvas: str, site: Site) -> None:
    browser, other = site.browser(), site.browser()
    small, large = raised(browser, canvas, "Keys"), raised(other, canvas, "The gate")
    press(third := site.browser(), third.get(small), "/second")
    assert "/merge" not in third.get(small).text
    page = browser.get(f"{small}/merge")
    nothing = press(browser, page, "/merge", into="")
    assert nothing.status_code == 422
    assert "Choose the topic" in words(nothing)
    merged = press(browser, page, "/merge", into=large.rpartition("/")[2])
    assert merged.url.path == large
    assert "1 person seconds it" in words(merged)
    assert "Topics that were merged into it Keys" in words(merged)
    assert "You second this." in words(third.get(large))
    assert "merged into another one" in words(third.get(small))
    assert "Keys" not in words(third.get(agenda(canvas)))
    assert "Keys" in words(third.get(f"{agenda(canvas)}/aside"))


def test_nobody_else_merges_or_lays_aside_what_they_did_not_raise(canvas: str, site: Site) -> None:
    topic, other = raised(site.browser(), canvas, "Keys"), site.browser()
    into = raised(other, canvas, "The gate").rpartition("/")[2]
    refused = press(other, other.get(f"{topic}/merge"), "/merge", into=into)
    assert refused.status_code == 422
    assert "Only a facilitator" in words(refused)
    why = press(other, other.get(f"{topic}/lay-aside"), "/lay-aside", text="No.", publish="yes")
    assert "Only a facilitator" in words(why)


def test_a_facilitator_lays_a_topic_aside_with_a_reason_and_seconding_takes_it_up_again(
    canvas: str, town: Town, site: Site
) -> None:
    browser, facilitator = site.browser(), site.browser(town.ash.staff["facilitator"])
    topic = raised(browser, canvas)
    page = press(facilitator, facilitator.get(f"{topic}/lay-aside"), "/lay-aside", text="The lock is being changed.")
    assert "The lock is being changed." in words(page)
    assert "No topic stands" not in words(browser.get(agenda(canvas)))
    assert "Who has a key?" not in words(browser.get(agenda(canvas)))
    other = site.browser()
    again = press(other, other.get(f"{agenda(canvas)}/aside"), "/second")
    assert "laid aside" not in words(again)
    assert "Who has a key?" in words(browser.get(agenda(canvas)))


def test_words_that_are_withdrawn_leave_the_agenda(canvas: str, site: Site) -> None:
    browser = site.browser()
    topic = raised(browser, canvas, "My neighbour Ann")
    stranger = site.browser()
    said = f"/c/{ASH}/contribution/" + browser.get(topic).text.split("/contribution/")[1].split('"')[0]
    press(browser, browser.get(f"{said}/withdraw"), "/withdraw")
    for path in (topic, agenda(canvas), f"/c/{ASH}/canvas/{canvas}"):
        assert "neighbour Ann" not in stranger.get(path).text, path
    assert "/second" not in stranger.get(agenda(canvas)).text


def test_places_are_opened_by_a_facilitator_several_at_once(canvas: str, town: Town, site: Site) -> None:
    facilitator = site.browser(town.ash.staff["facilitator"])
    for stage in ("listen", "review"):
        page = facilitator.get(agenda(canvas))
        press(facilitator, page, "/place", stage=stage, what="open")
    shown = words(site.browser().get(agenda(canvas)))
    assert shown.count("Open since") == 2
    closed = press(facilitator, facilitator.get(agenda(canvas)), "/place", stage="review", what="close")
    assert words(closed).count("Open since") == 1
    again = press(facilitator, facilitator.get(agenda(canvas)), "/place", stage="review", what="close")
    assert again.status_code == 422
    assert "not open" in words(again)
    assert "/place" not in site.browser().get(agenda(canvas)).text


def _rules(browser: Browser, canvas: str, text: str, **more: str) -> str:
    page = browser.get(f"/c/{ASH}/canvas/{canvas}/rules")
    return words(press(browser, page, "/rules", text=text, reason=f"Why {text}", **({"places": "offices"} | more)))


def test_everybody_opens_places_where_the_rules_of_the_group_say_so(canvas: str, town: Town, site: Site) -> None:
    facilitator, browser = site.browser(town.ash.staff["facilitator"]), site.browser()
    raised(browser, canvas)
    assert "/place" not in browser.get(agenda(canvas)).text
    assert "everybody who takes part" in _rules(facilitator, canvas, "One at a time.", places="everyone")
    page = press(browser, browser.get(agenda(canvas)), "/place", stage="act", what="open")
    assert "Open since" in words(page)
    assert "/place" not in site.browser().get(agenda(canvas)).text


def test_every_version_of_the_rules_stays_with_its_reason_and_who_decided(canvas: str, town: Town, site: Site) -> None:
    facilitator = site.browser(town.ash.staff["facilitator"])
    empty = site.browser().get(f"/c/{ASH}/canvas/{canvas}/rules")
    assert "no rules of its own yet" in words(empty)
    assert "Raise it as a topic" in words(empty)
    _rules(facilitator, canvas, "One at a time.")
    _rules(facilitator, canvas, "Two at a time.")
    shown = words(site.browser().get(f"/c/{ASH}/canvas/{canvas}/rules"))
    for said in ("In force: version 2", "Two at a time.", "One at a time.", "Why One at a time.", "The facilitator"):
        assert said in shown
    assert "/rules" in site.browser().get(f"/c/{ASH}/canvas/{canvas}").text


def test_once_the_group_decides_together_a_change_carries_out_its_decision(canvas: str, town: Town, site: Site) -> None:
    facilitator = site.browser(town.ash.staff["facilitator"])
    _rules(facilitator, canvas, "One at a time.")
    options = (Choice(text="Two at a time"), Choice(text="As it is"))
    decision = town.do(ASH, CallDecision(canvas=canvas, question="How do we speak?", options=options))
    town.do(ASH, OpenDecision(decision=decision))
    settled(town)
    assert "name the decision" in _rules(facilitator, canvas, "Two at a time.")
    voter = site.browser()
    raised(voter, canvas)
    press(voter, voter.get(f"/c/{ASH}/decision/{decision}"), "/ballot", choice="a")
    town.do(ASH, CloseDecision(decision=decision))
    settled(town)
    shown = _rules(facilitator, canvas, "Two at a time.", decision=decision)
    assert "The group, in this decision: How do we speak?" in shown


def test_rules_without_a_reason_are_refused_and_what_was_typed_stays(canvas: str, town: Town, site: Site) -> None:
    facilitator = site.browser(town.ash.staff["facilitator"])
    page = facilitator.get(f"/c/{ASH}/canvas/{canvas}/rules")
    back = press(facilitator, page, "/rules", text="One at a time.", reason="", places="everyone")
    assert back.status_code == 422
    assert '<a href="#reason">' in back.text
    again = form(back, "/rules")
    assert again["fields"]["text"] == "One at a time."
    assert ("places", "everyone") in again["ticked"]


def test_a_concluded_canvas_shows_its_agenda_and_asks_for_nothing(canvas: str, town: Town, site: Site) -> None:
    topic = raised(site.browser(), canvas)
    town.do(ASH, ConcludeCanvas(canvas=canvas, reason="Done."))
    settled(town)
    for path in (agenda(canvas), topic, f"/c/{ASH}/canvas/{canvas}/rules", f"{topic}/merge", f"{topic}/lay-aside"):
        shown = site.browser().get(path)
        assert shown.status_code == 200
        assert 'method="post"' not in shown.text, path


def test_the_agenda_is_shown_as_it_stood(canvas: str, town: Town, site: Site) -> None:
    before = town.installation.store.head(ASH).size
    topic = raised(site.browser(), canvas)
    settled(town)
    then = site.browser().get(f"/at/{before}{agenda(canvas)}")
    assert "Who has a key?" not in words(then)
    assert 'method="post"' not in then.text
    now = town.installation.store.head(ASH).size
    for path in (agenda(canvas), topic, f"{agenda(canvas)}/aside", f"/c/{ASH}/canvas/{canvas}/rules"):
        assert site.browser().get(f"/at/{now}{path}").status_code == 200


def test_a_topic_that_is_not_there_is_said_not_to_be_there(site: Site) -> None:
    assert site.browser().get(f"/c/{ASH}/topic/top_aaaaaaaaaaaaaaaa").status_code == 404


def test_the_agenda_and_the_way_to_invite_stand_on_a_canvas_whatever_else_was_brought(canvas: str, site: Site) -> None:
    address = f"/c/{ASH}/canvas/{canvas}"
    browser = site.browser()
    press(browser, browser.get(f"{address}/add-idea"), "/add-idea", text="A bench.", publish="yes")
    page = site.browser().get(address)
    assert "This canvas has no agenda yet." in words(page)
    assert f'href="{address}/poster"' in page.text
    topic = raised(site.browser(), canvas)
    assert "Who has a key? 2 more people needed" in words(site.browser().get(address))
    for other in (site.browser(), site.browser()):
        page = press(other, other.get(topic), "/second")
    assert "The group works on it now:" in words(page)


def test_who_raised_a_topic_is_given_its_address_to_send(canvas: str, site: Site) -> None:
    browser = site.browser()
    topic = raised(browser, canvas)
    assert f"{site.origin}{topic}" in words(browser.get(topic))


def test_who_opened_a_canvas_is_shown_what_to_do_next_until_it_has_an_agenda(town: Town, site: Site) -> None:
    town.do(ASH, AmendCharter(charter="We listen.", reason="Everybody may open one.", rules=Rules(opens=("resident",))))
    settled(town)
    browser = site.browser()
    filled = {"question": "Lamps by the swings?", "promise": "That they are lit.", "level": "involve"}
    page = press(browser, browser.get(f"/c/{ASH}/open-canvas"), "/open-canvas", **filled)
    assert "You opened this canvas, and everybody can see it" in words(page)
    canvas = page.url.path
    assert "You opened this canvas" not in words(site.browser().get(canvas))
    raised(browser, canvas.rpartition("/")[2])
    assert "You opened this canvas" not in words(browser.get(canvas))


def test_an_empty_hope_is_called_by_the_name_of_its_box(town: Town, site: Site) -> None:
    town.do(ASH, AmendCharter(charter="We listen.", reason="Everybody may open one.", rules=Rules(opens=("resident",))))
    settled(town)
    browser = site.browser()
    page = press(browser, browser.get(f"/c/{ASH}/open-canvas"), "/open-canvas", question="Lamps?", promise=" ", level="involve")
    assert page.status_code == 422
    assert "Write what you hope for first; the box is empty." in words(page)
