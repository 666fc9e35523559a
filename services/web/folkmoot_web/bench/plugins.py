"""What it costs to ask plugins, beside asking none: each a function that does nothing, so that what is measured is the asking."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from folkmoot.dispatch import Installed, Plugin
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.installation import HOUSE, Installation
from folkmoot.plugging import Plugging
from folkmoot.plugin import Asking, Draft, Hint
from folkmoot.plugin.manifest import Label, Manifest
from folkmoot.settings import Settings
from folkmoot.standing import Standing
from folkmoot_web.bench.rows import Row, at_most

COMMUNITY = "elm"
TIMES = 300
MANY, ON = 50, 10
DRAFT = Draft(text="Which trees shall we plant along the street, and who waters them?", lang="en", what="question")


class Counted:
    """A function that joins a place, and counts how often it is called."""

    def __init__(self) -> None:
        self.calls = 0

    def hints(self, ctx: Asking, asked: Draft) -> list[Hint]:
        """Nothing to say."""
        self.calls += 1
        return []


def measure(folder: Path) -> list[Row]:
    """Ten plugins asked, alone and among fifty, and ten that do not join."""
    few, _ = _plugging(folder / "few", ON, joining=True)
    many, _ = _plugging(folder / "many", MANY, joining=True)
    silent, counted = _plugging(folder / "silent", ON, joining=False)
    each = [_median(lambda: few.ask(COMMUNITY, "hints", DRAFT)) / ON for _ in range(3)]
    shares = [_share(few, many) for _ in range(3)]
    _median(lambda: silent.ask(COMMUNITY, "hints", DRAFT))
    return [
        at_most("asking one plugin in this process, beyond its own work, p50", "ms", each, 0.3),
        at_most(f"asking {ON} of {MANY} installed, beside {ON} of {ON}", "times", shares, 1.5),
        at_most(f"calls of plugins that do not join, in {TIMES} askings", "calls", [float(counted.calls)], 0),
    ]


def _plugging(folder: Path, installed: int, *, joining: bool) -> tuple[Plugging, Counted]:
    """Some plugins that are installed, of which the first ten are enabled."""
    Installation.create(folder, Settings())
    installation, counted = Installation(folder, safe=True), Counted()
    installation.found(COMMUNITY, "Elm", "We listen.", "Clerk")
    place = "hints" if joining else "health"
    installation.plugins = Installed({f"one{n:02}": _plugin(f"one{n:02}", place, counted) for n in range(installed)})
    plugging = Plugging(installation, Standing(installation.store))
    for n in range(ON):
        installation.moot(COMMUNITY).do(EnablePlugin(plugin=f"one{n:02}", version="1.0.0", may=("read-drafts",)), HOUSE)
    return plugging, counted


def _plugin(key: str, place: str, counted: Counted) -> Plugin:
    words = {"en": Label("Counted")}
    manifest = Manifest(key=key, api=1, licence="Apache-2.0", contact="bench", words=words, may=("read-drafts",))
    return Plugin(key, "1.0.0", "folkmoot_web", manifest, {place: counted.hints})


def _share(few: Plugging, many: Plugging) -> float:
    return _median(lambda: many.ask(COMMUNITY, "hints", DRAFT)) / _median(lambda: few.ask(COMMUNITY, "hints", DRAFT))


def _median(asking: Callable[[], object]) -> float:
    """Milliseconds of one asking, at the median."""
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        asking()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)
