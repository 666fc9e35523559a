"""A machine that reads the description of the API tries everything that it allows and what it does not: no fault of ours."""

import os
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from folkmoot_web.app import all_routes
from tests.services.browser import Site
from tests.services.town import ASH, Place, Town

EXAMPLES = int(os.environ.get("FOLKMOOT_API_EXAMPLES", "4"))
"""Examples for each operation, viewer and mode; a nightly run asks for 1,000."""

ENDING = ("/api/v1/sign-out", "/api/v1/sign-out-everywhere", "/api/v1/me/erase")

OFFERED = [route for route in all_routes() if route.path.startswith("/api/v1/") and route.answer is not None]

load_all_checks()
LEFT_OUT = {
    "positive_data_acceptance",  # what the description allows, the rules may still refuse with a sentence
    "ignored_auth",  # it sends our own token along when it means to send none; test_policy asks as nobody
}
CHECKED = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in LEFT_OUT]


@pytest.fixture(scope="module")
def described(site: Site) -> Any:
    """The description as it is served."""
    told = httpx.get(f"{site.origin}/api/v1/openapi.json").json()
    return schemathesis.openapi.from_dict(told)


@pytest.mark.parametrize("viewer", ["nobody", "resident", "steward"])
@pytest.mark.parametrize("route", OFFERED, ids=lambda route: f"{route.method} {route.path}")
def test_no_request_that_a_machine_can_think_of_is_answered_otherwise_than_described(
    town: Town, site: Site, described: Any, route: Any, viewer: str
) -> None:
    operation = described[route.path.replace(":int", "")][route.method]
    session = {"nobody": "", "resident": town.ash.anna.session, "steward": town.ash.staff["steward"]}[viewer]
    if session and route.path in ENDING:
        _, session = town.guest()
    headers = {"authorization": f"Bearer {session}"} if session else {}
    bare = not (route.parameters or route.query or route.form)
    for mode in [GenerationMode.POSITIVE] if bare else [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]:
        try_everything(operation, mode, site, headers, town.ash)


def try_everything(operation: Any, mode: Any, site: Site, headers: dict[str, str], place: Place) -> None:
    """Send what hypothesis makes of one operation, every other time about things that there are."""
    times = 0

    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def once(case: Any) -> None:
        nonlocal times
        times += 1
        if mode is GenerationMode.POSITIVE and times % 2:
            be_real(case, place)
        case.call_and_validate(base_url=site.origin, headers=headers, checks=CHECKED)

    once()


def be_real(case: Any, place: Place) -> None:
    """Put things that there are in the place of those made up."""
    real = {
        "community": ASH,
        "canvas": place.canvas,
        "decision": place.decision,
        "contribution": place.anna.contribution,
        "statement": place.anna.statement,
        "participant": place.anna.pseudonym,
    }
    for given_ in (case.path_parameters, case.body):
        if isinstance(given_, dict):
            given_.update({name: value for name, value in real.items() if isinstance(given_.get(name), str)})
