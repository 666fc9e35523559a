"""Nothing that anybody writes is run by a page, drawn as markup or worked out by a template, asked of every page there is."""

import contextlib
import html
import itertools
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from msgspec.structs import fields

from folkmoot_web import routing
from folkmoot_web.app import all_routes
from folkmoot_web.origin import form_token
from folkmoot_web.routing import Nothing
from folkmoot_web.things import PREFIXES
from tests.services.browser import Site, serving
from tests.services.cells import _value
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.corpus import PAYLOADS, WHOLE, some
from tests.services.chromium.planting import Hostile, Planted
from tests.services.chromium.watching import Watched
from tests.services.town import ASH, Town

FORMS = [route for route in all_routes() if route.method == "POST" and route.form and route.path.startswith("/c/")]
PAGES = [route for route in all_routes() if route.method == "GET" and not route.path.startswith(("/api/", "/static/", "/{"))]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town of the corpus."""
    with contextlib.closing(Hostile.build(tmp_path_factory.mktemp("hostile") / "data")) as town:
        yield town


@pytest.fixture(scope="module")
def planted(hostile: Town) -> Planted:
    return Planted(hostile)


@pytest.fixture(scope="module")
def site(hostile: Town) -> Iterator[Site]:
    with serving(hostile.installation) as site:
        yield site


def addresses(route: routing.Route, planted: Planted) -> list[str]:
    """Where a route shows things of the corpus: for a page that everybody reads, each of them."""
    given = [planted.things.get(name, [str(_value(name, planted.place, planted.anna))]) for name in route.parameters]
    most = 1 if len(route.parameters) > 2 else len(planted.things["contribution"]) if route.past else 2
    given = [objects[:most] for objects in given]
    paths = []
    for values in itertools.product(*given):
        left = iter(values)
        paths.append(re.sub(r"{\w+[^}]*}", lambda _: next(left), route.path))  # noqa: B023 - used up at once
    return paths


def visits(planted: Planted) -> dict[str, list[tuple[str, str]]]:
    """Session -> (route, address) to look at with it; what everybody may see is looked at by nobody in particular as well."""
    found: dict[str, list[tuple[str, str]]] = {}
    for route in PAGES:
        paths = addresses(route, planted)
        office = planted.place.staff[route.may.roles[0]] if route.may.who == "roles" else ""
        found.setdefault(office or planted.anna.session, []).extend((route.path, path) for path in paths)
        if route.past:
            found.setdefault("", []).append((route.path, paths[0]))
    return found


@pytest.mark.browser
def test_no_page_runs_what_people_wrote(planted: Planted, site: Site, open_page: OpenPage) -> None:
    watched, shown, faults = Watched(open_page(bypass_csp=False), site.origin), set(), {}
    for session, asked in visits(planted).items():
        watched.be(session)
        for route, path in asked:
            status, found = watched.visit(path)
            shown |= {route} if status == 200 else set()
            if found or status >= 500:
                faults[path] = [str(status), *found]
    assert faults == {}
    public = {route.path for route in PAGES if route.past}
    assert public - shown == {"/c/{community}/canvas/{canvas}/evidence/file"}


@pytest.mark.browser
@pytest.mark.parametrize("payload", ["<img src=x onerror=ran=1>", "<script>ran=1</script>", "<iframe srcdoc=x>", "zq49qz"])
def test_a_page_that_does_run_them_is_noticed(site: Site, open_page: OpenPage, payload: str) -> None:
    watched = Watched(open_page(bypass_csp=False), site.origin)
    assert watched.given("/livez", f"<!doctype html><p>{payload}") != []
    assert watched.given("/livez", "<!doctype html><p>") == []


@pytest.mark.browser
def test_no_page_runs_what_was_asked_in_its_address(planted: Planted, site: Site, open_page: OpenPage) -> None:
    watched = Watched(open_page(bypass_csp=False), site.origin)
    faults: dict[str, list[str]] = {}
    watched.be(planted.place.staff["facilitator"])
    asked = [f"/c/{ASH}/{quote(some(300), safe='')}", f"/sign-in/{quote(some(300), safe='')}"]
    for route in PAGES:
        names = [field.name for field in fields(route.query) if field.type is str] if route.query else []
        asked += [f"{addresses(route, planted)[0]}?{urlencode({name: some(300)})}" for name in names for _ in range(2)]
    for path in asked:
        if found := watched.visit(path)[1]:
            faults[path] = found
    assert faults == {}


@pytest.mark.browser
def test_no_form_that_is_refused_runs_what_it_gives_back(planted: Planted, site: Site, open_page: OpenPage) -> None:
    watched, back = Watched(open_page(bypass_csp=False), site.origin), set()
    faults: dict[str, list[str]] = {}
    for route in FORMS:
        office = planted.place.staff[route.may.roles[0]] if route.may.who == "roles" else planted.anna.session
        typed = {
            field.name: WHOLE + 20_000 * "x"
            for field in fields(route.form or Nothing)
            if field.type is str and field.name not in PREFIXES
        }
        path = addresses(route, planted)[0]
        upload = {"files": {"logo": (some(80), b"<svg onload=ran=1>")}} if route.upload else {}
        page = site.browser(office).send_form(path, typed | {"token": form_token(office)}, **upload)
        if page.status_code != 200 and PAYLOADS[0] in html.unescape(page.text):
            back.add(route.path)
            found = watched.given(path, page.text)
            if found:
                faults[path] = found
    assert faults == {}
    assert len(back) > 30, back
