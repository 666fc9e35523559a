"""Whoever asks very often waits a little, nobody is locked out, and no address is remembered."""

import pytest

from folkmoot_web.pace import MOST, Address, Pace, Paces
from folkmoot_web.problem import Problem
from tests.services.browser import Site, serving
from tests.services.reading import form, press, words
from tests.services.town import ASH, Town


class Clock:
    """Time that a test sets."""

    def __init__(self, now: float = 1_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_free_then_each_asking_waits_longer_and_beyond_patience_one_is_told_when() -> None:
    pace = Pace(every=1.0, burst=3, patience=2.0, clock=Clock())
    assert [pace.wait(b"a") for _ in range(6)] == [0, 0, 0, 0, 1, 2]
    with pytest.raises(Problem, match="Wait 1 seconds") as told:
        pace.wait(b"a")
    assert (told.value.status, told.value.headers["retry-after"]) == (429, "1")


def test_whoever_was_told_to_wait_gets_through_then_however_often_they_tried() -> None:
    clock = Clock()
    pace = Pace(every=1.0, burst=0, patience=0.0, clock=clock)
    assert pace.wait(b"a") == 0
    for _ in range(1_000):
        with pytest.raises(Problem):
            pace.wait(b"a")
    clock.now += 1
    assert pace.wait(b"a") == 0


def test_one_who_asks_often_does_not_slow_another() -> None:
    pace = Pace(every=1.0, burst=0, patience=100.0, clock=Clock())
    for _ in range(50):
        pace.wait(b"a")
    assert pace.wait(b"b") == 0


def test_what_is_remembered_is_bounded() -> None:
    pace = Pace(every=1.0, burst=1, clock=Clock())
    for n in range(MOST + 100):
        pace.wait(str(n).encode())
    assert len(pace._due) == MOST


def test_neighbours_are_one_key_for_a_day_and_the_key_tells_nothing_of_the_address() -> None:
    clock = Clock(86_400 * 20_000 + 10)
    one, other = Address(clock), Address(clock)
    key = one.key("203.0.113.7")
    assert key == one.key("203.0.113.250") == one.key("::ffff:203.0.113.9")
    assert key != one.key("203.0.114.7")
    assert one.key("2001:db8:1:1::1") == one.key("2001:db8:1:2::1") != one.key("2001:db8:2::1")
    assert key != other.key("203.0.113.7")
    clock.now += 86_400
    assert key != one.key("203.0.113.7")
    assert b"203" not in key


def hurried() -> Paces:
    """Paces that are out of patience at once, for acts and for what is dear."""
    paces = Paces()
    paces.session, paces.nearby, paces.dear = Pace(100.0, 2, 0.0), Pace(100.0, 5, 0.0), Pace(100.0, 1, 0.0)
    return paces


def test_acts_are_counted_by_session_and_by_neighbourhood_and_reading_is_free(town: Town) -> None:
    with serving(town.installation, paces=hurried()) as site:
        body = {"statement": town.ash.anna.statement, "value": 1}
        url = f"/communities/{ASH}/do/respond"
        bela, anna = site.api(town.ash.bela.session), site.api(town.ash.anna.session)
        assert [bela.post(url, json=body).status_code for _ in range(30)] == [200] * 3 + [429] * 27
        # what bela was refused took nothing from a neighbour
        assert [anna.post(url, json=body).status_code for _ in range(4)] == [200, 200, 200, 429]
        assert all(bela.get(f"/communities/{ASH}/record").status_code == 200 for _ in range(50))


def test_a_new_cookie_for_each_request_does_not_outrun_the_neighbourhood(town: Town) -> None:
    with serving(town.installation, paces=hurried()) as site:
        answers = [site.api(f"forged{n:040}").post("/guests").status_code for n in range(8)]
    assert answers.count(200) == 6
    assert answers[6:] == [429, 429]


def test_what_is_dear_to_answer_is_asked_less_often(town: Town) -> None:
    with serving(town.installation, paces=hurried()) as site:
        statuses = [site.api().get(f"/communities/{ASH}/search?q=trees").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_a_forwarded_address_is_believed_from_the_named_proxy_alone(town: Town) -> None:
    def forge(site: Site) -> list[int]:
        addresses = [{"x-forwarded-for": f"198.51.{n}.1"} for n in range(8)]
        return [site.api().post("/guests", headers=headers).status_code for headers in addresses]

    with serving(town.installation, paces=hurried()) as site:
        assert 429 in forge(site)
    with serving(town.installation, paces=hurried(), proxy="127.0.0.1") as site:
        assert set(forge(site)) == {200}
    with serving(town.installation, paces=hurried(), proxy="192.0.2.1") as site:
        assert 429 in forge(site)


def test_whoever_has_to_wait_reads_how_long_and_finds_what_they_typed(town: Town) -> None:
    paces, clock = hurried(), Clock()
    paces.session = Pace(2.0, 0, 0.0, clock)
    with serving(town.installation, paces=paces) as site:
        browser = site.browser(town.ash.bela.session)
        path = f"/c/{ASH}/contribution/{town.ash.anna.statement}"
        browser.send_form(f"{path}/comment", {"text": "First.", "publish": "yes"})
        back = browser.send_form(f"{path}/comment", {"text": "I had more to say.", "publish": "yes"})
        assert back.status_code == 429
        assert "That was very fast. Wait" in words(back)
        assert form(back, "/comment")["fields"]["text"] == "I had more to say."
        clock.now += int(back.headers["retry-after"])
        assert press(browser, back, "/comment", publish="yes").status_code == 200


def test_a_flood_that_does_not_wait_is_told_so_without_its_form(town: Town) -> None:
    paces = hurried()
    paces.session, paces.again = Pace(1000.0, 0, 0.0), Pace(1000.0, 1, 0.0)
    with serving(town.installation, paces=paces) as site:
        browser = site.browser(town.ash.anna.session)
        path = f"/c/{ASH}/contribution/{town.ash.bela.statement}/comment"
        answers = [browser.send_form(path, {"text": "Again and again."}) for _ in range(5)]
    assert [one.status_code for one in answers[1:]] == [429] * 4
    assert ["Again and again." in one.text for one in answers[1:]] == [True, True, False, False]
