"""People say to which groups they belong when they want to; numbers of people are kept, and few are told to nobody."""

import re

import pytest

from folkmoot.domain.participant import Join
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from tests.services.browser import Site
from tests.services.reading import form, press, settled, words
from tests.services.town import ASH, Town

GROUPS = "People under 25: 30\nTenants\nPeople who care for somebody: 10 %"


@pytest.fixture
def canvas(town: Town) -> str:
    """Address of a new canvas without groups."""
    town.furnish(town.ash)
    settled(town)
    return f"/c/{ASH}/canvas/{town.ash.canvas}"


def name_groups(site: Site, town: Town, canvas: str, groups: str = GROUPS) -> str:
    """Name groups as a facilitator; the words of the page that comes."""
    browser = site.browser(town.staff(ASH, town.ash.offices["facilitator"]))
    return words(press(browser, browser.get(f"{canvas}/reach/groups"), "/reach/groups", groups=groups))


def joined(town: Town) -> tuple[str, str]:
    """A new person who takes part in the canvas, and their session."""
    person, session = town.guest()
    name = new_id("p_")
    town.installation.people.link(person, ASH, town.ash.canvas, name)
    town.do(ASH, Join(canvas=town.ash.canvas), Author(name, person))
    return person, session


def counted(town: Town, *groups: str, times: int = 1) -> None:
    """So many people say that they belong to these groups."""
    for _ in range(times):
        person, _session = joined(town)
        assert town.installation.people.reach.answer(person, ASH, town.ash.canvas, set(groups))


def test_a_facilitator_names_groups_and_people_say_to_which_they_belong(town: Town, site: Site, canvas: str) -> None:
    assert "No groups were named" in words(site.browser().get(f"{canvas}/footing"))
    name_groups(site, town, canvas)
    _, session = joined(town)
    browser = site.browser(session)
    page = press(browser, browser.get(f"{canvas}/reach"), "/reach", groups=["Tenants", "Nobody asked about this"])
    assert "you are counted" in words(page)
    total, groups = town.installation.people.reach.groups(ASH, town.ash.canvas)
    assert (total, [(one.name, one.share, one.people) for one in groups]) == (
        1,
        [("People under 25", 30, 0), ("Tenants", -1, 1), ("People who care for somebody", 10, 0)],
    )


def test_nobody_is_counted_twice_and_what_they_said_is_not_kept(town: Town, site: Site, canvas: str) -> None:
    name_groups(site, town, canvas)
    person, session = joined(town)
    browser = site.browser(session)
    page = browser.get(f"{canvas}/reach")
    for _ in range(2):
        press(browser, page, "/reach", groups=["Tenants"])
    reach = town.installation.people.reach
    assert reach.groups(ASH, town.ash.canvas)[0] == 1
    assert town.installation.people.held(person).reach == [(ASH, town.ash.canvas)]
    assert "Tenants" not in browser.get(f"/c/{ASH}/mine/copy").text
    size = town.installation.store.head(ASH).size
    assert not any(b"Tenants" in leaf for leaf in town.installation.store.read(ASH, 0, size))


def test_numbers_under_ten_are_told_to_nobody_and_others_are_rounded_to_five(town: Town, site: Site, canvas: str) -> None:
    name_groups(site, town, canvas)
    counted(town, "Tenants", times=9)
    said = words(site.browser().get(f"{canvas}/footing"))
    assert "Tenants fewer than 10 – –" in said
    assert "all who said something fewer than 10" in said
    counted(town, "People under 25", times=13)
    settled(town)
    name_groups(site, town, canvas)
    page = site.browser().get(f"{canvas}/footing")
    said = words(page)
    assert "People under 25 about 15 75 % 30 %" in said
    assert "Tenants fewer than 10 – –" in said
    assert "all who said something about 20" in said
    assert not re.search(r"\b(9|13|22)\b", re.search(r"Whom this canvas reaches(.*)What to do", said)[1])  # type: ignore[index]


def test_a_group_that_stays_keeps_its_numbers_and_one_that_goes_loses_them(town: Town, site: Site, canvas: str) -> None:
    name_groups(site, town, canvas)
    counted(town, "Tenants", "People under 25", times=10)
    name_groups(site, town, canvas, "Tenants: 40")
    name_groups(site, town, canvas, "Tenants: 40\nPeople under 25")
    _, groups = town.installation.people.reach.groups(ASH, town.ash.canvas)
    assert [(one.name, one.people) for one in groups] == [("Tenants", 10), ("People under 25", 0)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Tenants: many", "whole number from 0 to 100"),
        ("Tenants: 101", "whole number from 0 to 100"),
        ("Tenants\ntenants", "stands there twice"),
        ("\n".join(f"Group {n}" for n in range(13)), "12 groups at most"),
    ],
)
def test_groups_that_cannot_be_read_are_refused_with_what_was_typed(
    town: Town, site: Site, canvas: str, typed: str, sentence: str
) -> None:
    browser = site.browser(town.staff(ASH, town.ash.offices["facilitator"]))
    page = press(browser, browser.get(f"{canvas}/reach/groups"), "/reach/groups", groups=typed)
    assert page.status_code == 422
    assert sentence in words(page)
    assert form(page, "/reach/groups")["fields"]["groups"] == typed


def test_only_people_who_take_part_are_counted_and_only_a_facilitator_names_groups(town: Town, site: Site, canvas: str) -> None:
    name_groups(site, town, canvas)
    assert "Only people who take part" in words(site.browser().get(f"{canvas}/reach"))
    assert site.browser().send_form(f"{canvas}/reach", {"groups": "Tenants"}).status_code == 401
    assert site.browser(town.guest()[1]).send_form(f"{canvas}/reach", {"groups": "Tenants"}).status_code == 403
    assert site.browser(town.staff(ASH, town.ash.offices["officer"])).get(f"{canvas}/reach/groups").status_code == 403
    assert town.installation.people.reach.groups(ASH, town.ash.canvas)[0] == 0


def test_that_somebody_answered_goes_with_them(town: Town, site: Site, canvas: str) -> None:
    name_groups(site, town, canvas)
    person, _ = joined(town)
    reach = town.installation.people.reach
    reach.answer(person, ASH, town.ash.canvas, {"Tenants"})
    town.installation.people.erase(person)
    assert reach.of(person) == []
    assert reach.groups(ASH, town.ash.canvas)[0] == 1
