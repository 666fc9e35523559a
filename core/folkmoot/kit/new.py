"""A new plugin is a package that is installed, checked and tested as it stands, and then made into what its author wants."""

import re
from pathlib import Path

from folkmoot.domain.rules import Refused
from folkmoot.plugin import PLACES

_KEY = re.compile(r"[a-z][a-z0-9_]{1,29}")

PYPROJECT = """[build-system]
requires = ["flit_core>=3.12,<4"]
build-backend = "flit_core.buildapi"

[project]
name = "folkmoot-{dashed}"
version = "0.1.0"
description = "{title}, a plugin for Folkmoot."
readme = "README.md"
license = "Apache-2.0"
requires-python = ">=3.11"
dependencies = ["folkmoot"]

[project.entry-points."folkmoot.plugins"]
{key} = "folkmoot_{key}"

[tool.flit.module]
name = "folkmoot_{key}"
"""

README = """# {title}

What it does, in two sentences that a councillor understands.

Permissions asked: {may}.

**Removing this plugin**: a steward disables it on its page in each community; then uninstall the package and start the server
again. What it did stays in the record and can be read.
"""

TESTS = '''"""{title} is what the contract asks of a plugin."""

from folkmoot.kit import check


def test_it_passes_every_check() -> None:
    assert [verdict.text() for verdict in check("{key}") if not verdict.well] == []
'''

MANIFEST = """# What a councillor reads before enabling this plugin; it is read without running anything.
key = "{key}"
api = 1
licence = "Apache-2.0"
contact = "https://example.org/{key}"
places = [{places}]
may = [{may}]
{hosts}
[words.en]
title = "{title}"
help = "Say in one or two sentences what it does."
"""

WAY = """
[ways.{key}]
ballot = "one"

[ways.{key}.words.en]
title = "{title}"
help = "Choose one. The option that most people choose wins; a tie stays open."
"""

SETTING = """
[settings.{name}.en]
title = "{label}"
help = "What it is for."
"""

CODE: dict[str, str] = {
    "decision_methods": '''

class {camel}:
    """The option that most ballots name; a tie chooses none. A ballot is an option id."""

    name = "{key}"
    version = "0.1.0"

    def check(self, choice: Any, options: tuple[str, ...], params: dict[str, Any]) -> None:
        """Raise Refused with a sentence for the voter unless `choice` is one of the options."""
        if not isinstance(choice, str) or choice not in options:
            raise Refused("Choose one of the options of this decision.")

    def check_params(self, params: dict[str, Any], options: tuple[str, ...]) -> None:
        """Raise Refused with a sentence for the caller when there are settings: this way has none."""
        if params:
            raise Refused("This way to decide has no settings.")

    def tally(self, ballots: Mapping[str, Any], options: tuple[str, ...], params: dict[str, Any]) -> Outcome:
        """Count. The answer may not depend on the order of ballots, on time or on chance."""
        named = Counter(ballots.values())
        counts = {{option: named[option] for option in options}}
        most = max(counts.values())
        best = [option for option in options if counts[option] == most and most]
        return Outcome(chosen=tuple(best) if len(best) == 1 else (), counts=counts)


@join
def decision_methods() -> list[Method]:
    """The way to decide that this plugin brings."""
    return [{camel}()]
''',
    "settings": '''

class Chosen(Settings, frozen=True):
    """What a steward can set. word: an example."""

    word: Annotated[str, msgspec.Meta(max_length=100)] = "hello"


@join
def settings() -> type[Settings]:
    """What the plugin can be set to in each community."""
    return Chosen
''',
    "check_settings": '''

@join
def check_settings(ctx: Asking, asked: Trial) -> list[Problem]:
    """What is wrong with the settings in `ctx.settings`; nothing so far."""
    return []
''',
    "health": '''

@join
def health(ctx: Asking, asked: Look) -> Health:
    """Whether the plugin can do its work."""
    return Health(well=True, said="It can do its work.")
''',
    "hints": '''

@join
def hints(ctx: Asking, asked: Draft) -> list[Hint]:
    """Advice on words of office, before they are shown."""
    return [Hint(said="Split this sentence in two.", about=part) for part in asked.text.split(". ") if len(part.split()) > 25][:5]
''',
    "deliver": '''

@join
def deliver(ctx: Asking, asked: Delivery) -> Receipt:
    """Tell somebody outside of something public. Ask for `network` and name your hosts in the manifest before you call anyone."""
    return Receipt(taken=True)
''',
    "make_alternative": '''

@join
def make_alternative(ctx: Asking, asked: Source) -> Alternative:
    """Make what the manifest names under `alternatives`; nothing so far, and why."""
    return Alternative(said="It makes nothing yet.")
''',
    "speak": '''

@join
def speak(ctx: Asking, asked: Aloud) -> Sound:
    """Say words aloud; an empty file says that there is no voice for the language."""
    return Sound(file=b"")
''',
}
"""Place -> a function that joins it."""

NAMES: dict[str, tuple[str, ...]] = {
    "decision_methods": ("Method", "Outcome", "Refused"),
    "settings": ("Settings",),
    "check_settings": ("Asking", "Problem", "Trial"),
    "health": ("Asking", "Health", "Look"),
    "hints": ("Asking", "Draft", "Hint"),
    "deliver": ("Asking", "Delivery", "Receipt"),
    "make_alternative": ("Alternative", "Asking", "Source"),
    "speak": ("Aloud", "Asking", "Sound"),
}
"""Place -> what its function uses of the contract."""

STANDARD: dict[str, str] = {
    "decision_methods": "from collections import Counter\nfrom collections.abc import Mapping\nfrom typing import Any\n",
    "settings": "from typing import Annotated\n",
}


def write(key: str, places: tuple[str, ...], into: Path) -> Path:
    """Write a new package; answers its folder.

    key: of the plugin. places: that it joins. into: folder in which the new one is made, named like the key.
    Raises Refused when the key or a place cannot be, or the folder is there.
    """
    if not _KEY.fullmatch(key):
        raise Refused("A key has 2 to 30 small letters, digits and _, and begins with a letter, such as fair_share.")
    if strange := [name for name in places if name not in PLACES]:
        raise Refused(f"There is no place called {strange[0]}; choose among {', '.join(PLACES)}.")
    folder = into / key
    if folder.exists():
        raise Refused(f"There is a folder {folder} already; choose another key, or another folder with --into.")
    for name, text in _files(key, tuple(name for name in PLACES if name in places)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _files(key: str, places: tuple[str, ...]) -> dict[str, str]:
    """Path within the package's folder -> what stands there."""
    title = key.replace("_", " ").capitalize()
    may = [need for name in places if (need := PLACES[name].needs)]
    words = {
        "key": key,
        "title": title,
        "dashed": key.replace("_", "-"),
        "camel": "".join(part.capitalize() for part in key.split("_")),
        "places": ", ".join(f'"{name}"' for name in places),
        "may": ", ".join(f'"{one}"' for one in may),
        "hosts": "",
    }
    manifest = MANIFEST.format(**words)
    manifest += WAY.format(**words) if "decision_methods" in places else ""
    manifest += SETTING.format(name="word", label="A word") if "settings" in places else ""
    return {
        "pyproject.toml": PYPROJECT.format(**words),
        "README.md": README.format(**(words | {"may": ", ".join(may) or "none"})),
        f"folkmoot_{key}/folkmoot-plugin.toml": manifest,
        f"folkmoot_{key}/__init__.py": _module(title, places, words),
        f"tests/test_{key}.py": TESTS.format(**words),
    }


def _module(title: str, places: tuple[str, ...], words: dict[str, str]) -> str:
    standard = sorted({line for name in places for line in STANDARD.get(name, "").splitlines()})
    if "from typing import Annotated" in standard and "from typing import Any" in standard:
        standard = [line for line in standard if not line.startswith("from typing")] + ["from typing import Annotated, Any"]
    outside = ["import msgspec"] if "settings" in places else []
    used = sorted({name for place in places for name in NAMES[place]}) + (["join"] if places else [])
    ours = [f"from folkmoot.plugin import {', '.join(used)}"] if used else []
    imports = "\n\n".join("\n".join(part) for part in (standard, outside, ours) if part)
    code = "".join(CODE[name].format(**words) for name in places)
    return f'"""{title}: say in one sentence what is true here."""\n' + (f"\n{imports}\n" if imports else "") + code
