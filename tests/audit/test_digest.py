"""The same entries give the same digest, whoever computes it, and wherever."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from folkmoot.dispatch import load
from folkmoot.installation import Installation
from folkmoot.views.digest import digest_of
from tests.audit.town import COMMUNITY, Town

CORE = Path(__file__).parents[2] / "core"
CODE = """
import sys
from pathlib import Path
from folkmoot import dispatch
from folkmoot.bundle import Bundle
from folkmoot.replay import replay
bundle = Bundle(Path(sys.argv[1]))
plugins = dispatch.load()
print(replay(bundle.leaves(0, bundle.claimed().size)).digest, len(plugins.methods), len(plugins.set_aside))
"""


def told(town: Town, *python: str, **environment: str) -> tuple[str, int, int]:
    """Digest, number of ways to decide and number of plugins set aside in another process."""
    command = [sys.executable, *python, "-c", CODE, str(town.bundle)]
    ran = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    digest, methods, set_aside = ran.stdout.split()
    return digest, int(methods), int(set_aside)


@pytest.fixture(scope="module")
def hosts(town: Town) -> str:
    """The digest that the host's own store gives."""
    installation = Installation(town.home, write=False)
    try:
        return digest_of(installation.store.read(COMMUNITY, 0, 10_000))
    finally:
        installation.close()


@pytest.mark.parametrize(("seed", "zone"), [("0", "UTC"), ("1", "Pacific/Kiritimati"), ("4242", "America/St_Johns")])
def test_neither_hash_seed_nor_time_zone_changes_it(town: Town, hosts: str, seed: str, zone: str) -> None:
    assert told(town, PYTHONHASHSEED=seed, TZ=zone)[0] == hosts


def test_a_broken_plugin_does_not_change_it(town: Town, hosts: str, tmp_path: Path) -> None:
    (tmp_path / "folkmoot_broken.py").write_text("raise RuntimeError('out of order')\n")
    info = tmp_path / "folkmoot_broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: folkmoot-broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[folkmoot.plugins]\nbroken = folkmoot_broken\n")
    assert told(town, PYTHONPATH=str(tmp_path)) == (hosts, 1, 1)


def test_missing_plugins_do_not_change_it(town: Town, hosts: str) -> None:
    paths = os.pathsep.join([str(CORE), sysconfig.get_paths()["purelib"]])
    assert told(town, "-S", PYTHONPATH=paths) == (
        hosts,
        0,
        len(load().plugins),
    )  # without site the code of plugins is not to be found


def test_words_do_not_change_it(town: Town, hosts: str) -> None:
    installation = Installation(town.home, write=False)
    try:
        views = installation.views(COMMUNITY)
        views.follow(lambda start, limit: installation.store.read(COMMUNITY, start, limit))
        assert views.digest() == hosts
    finally:
        installation.close()
