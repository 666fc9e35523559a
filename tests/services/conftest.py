"""A town with two communities, everybody who may come to its site, and a real server in front of it."""

import contextlib
from collections.abc import Iterator

import pytest

from folkmoot_web.app import all_routes
from tests.services import deeds, small_site
from tests.services.browser import Site, serving
from tests.services.town import Town
from tests.services.walking import Walked, walked


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Two communities with everything in them that a route can be asked about."""
    with contextlib.closing(Town.build(tmp_path_factory.mktemp("town") / "data")) as built:
        yield built


@pytest.fixture(scope="module")
def site(town: Town) -> Iterator[Site]:
    """The site of the town, served by uvicorn on the loopback."""
    with serving(town.installation) as site:
        yield site


@pytest.fixture(scope="module")
def small(town: Town) -> Iterator[Site]:
    """A site of three pages of our own beside the sign-in, the API and the files."""
    routes = [route for route in all_routes() if not route.serve.__module__.startswith("folkmoot_web.pages")]
    with serving(town.installation, routes=small_site.routes.all + routes, templates=small_site.TEMPLATES) as site:
        yield site


@pytest.fixture(scope="session")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """The demonstration, with every kind of page that somebody comes to in it."""
    with walked(tmp_path_factory.mktemp("walked") / "data") as ways:
        yield deeds.everywhere(ways)
