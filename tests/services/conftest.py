"""A town with two communities, everybody who may come to its site, and a real server in front of it."""

import contextlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from folkmoot_web.app import all_routes
from tests.services import deeds, small_site
from tests.services.browser import Site, serving
from tests.services.town import Town
from tests.services.walking import Walked, walked

WEB = Path(__file__).parents[2] / "services" / "web"


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


@pytest.fixture(scope="session")
def messages() -> ModuleType:
    """The script that finds the sentences."""
    spec = importlib.util.spec_from_file_location("messages", WEB / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def source(messages: ModuleType) -> Catalog:
    """Every sentence that there is."""
    found: Catalog = messages.template()
    return found
