"""What is kept about people, for how long, and with what risk is said as it is on this server, and no more is claimed."""

from folkmoot.record.drafts import KEPT
from folkmoot_web import retention
from folkmoot_web.session import DAY, GUEST
from tests.services.browser import Site
from tests.services.reading import settled, words
from tests.services.town import Town

ROOT = "/c/ash-hill"


def test_what_ends_by_itself_is_stated_with_the_time_after_which_it_ends(site: Site) -> None:
    said = words(site.browser().get(f"{ROOT}/retention"))
    assert f"{KEPT // DAY} days after it was last saved" in said
    assert f"{GUEST.idle // DAY} days after it was last used" in said
    for one in retention.WHAT:
        assert one.what in said
        assert one.ends == ("The server no longer" in one.by)


def test_the_assessment_is_filled_with_what_is_so_here_and_marks_the_rest(town: Town, site: Site) -> None:
    settled(town)
    said = words(site.browser().get(f"{ROOT}/dpia"))
    assert "town.example.org" in said
    assert "Approval voting" in said
    assert "The moderator: moderator" in said
    assert "No e-mail is sent from this server" in said
    assert "fewer than 10" in said
    assert said.count("For the council to fill in") >= 9
    assert "this is a template and no assessment" in said


def test_both_are_found_from_what_is_kept_about_you(site: Site) -> None:
    page = site.browser().get(f"{ROOT}/privacy")
    for name in ("retention", "dpia"):
        assert f'href="{ROOT}/{name}"' in page.text
