"""Who may use a route is declared with it, and asked of everybody about everybody's objects, for every route there is."""

import httpx
import pytest
from litestar import Litestar, get
from litestar.routes import HTTPRoute

from folkmoot.domain import DECIDE
from folkmoot_web import small
from folkmoot_web.api.commands import MAY, NOT_OFFERED
from folkmoot_web.app import all_routes
from folkmoot_web.routing import Route, Undeclared, check_declared
from tests.services.browser import Site
from tests.services.cells import Cast, about, ask, cast, may
from tests.services.town import Town

REFUSED = (401, 403, 404)


@pytest.fixture(scope="module")
def company(town: Town) -> list[Cast]:
    """Those who ask, in a list of one, so that whoever was erased or signed out can be replaced."""
    return [cast(town)]


@pytest.mark.parametrize("route", all_routes(), ids=lambda route: f"{route.method} {route.path}")
def test_a_route_lets_in_whom_its_policy_names_and_nobody_else(town: Town, site: Site, company: list[Cast], route: Route) -> None:
    for objects in about(route):
        for actor in company[0].actors:
            answer = ask(site, route, company[0], actor, objects)
            cell = f"{actor} about {objects}: {answer.status_code} {answer.text[:200]}"
            assert answer.status_code < 500, cell
            if route.media == "form" and route.may.who == "guest" and actor == "nobody" and objects != "elsewhere":
                assert answer.status_code == 307, cell
            elif withheld(answer):
                assert may(route.may, actor, objects), cell
            elif may(route.may, actor, objects):
                assert answer.status_code not in (401, 403), cell
            else:
                assert answer.status_code in REFUSED, cell
                assert actor != "nobody" or answer.status_code in (401, 404), cell
            erased = "erase" in route.path and answer.status_code < 400
            if route.method == "POST" and (erased or not company[0].mend(town)):
                company[0] = cast(town)


def withheld(answer: httpx.Response) -> bool:
    """Whether somebody who may ask is told that too few people take part to be shown this."""
    return answer.status_code == 403 and (small.WAIT in answer.text or small.ONE in answer.text)


def test_every_command_is_offered_or_it_is_said_why_not() -> None:
    assert {*MAY, *NOT_OFFERED} == set(DECIDE)
    assert not set(MAY) & set(NOT_OFFERED)


def test_a_site_with_a_handler_that_nobody_declared_does_not_start() -> None:
    @get("/open")
    async def open_door() -> str:
        return "come in"

    with pytest.raises(Undeclared, match="GET /open"):
        check_declared(Litestar([open_door], openapi_config=None))


def test_every_path_of_every_route_has_a_policy(town: Town) -> None:
    from folkmoot_web.app import create_app

    app = create_app(town.installation, base_url="http://127.0.0.1:1")
    declared = {path for route in all_routes() for path in route.paths}
    handlers = [handler for route in app.routes if isinstance(route, HTTPRoute) for handler in route.route_handlers]
    served = {handler.opt["route"] for handler in handlers if "route" in handler.opt}
    assert len(served) == len(all_routes())
    assert len(app.routes) == len({path.replace(":str", "") for path in declared})
