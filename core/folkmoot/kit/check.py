"""One command says of an installed plugin, check by check and in words, whether it is what the contract asks."""

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from folkmoot.dispatch import load
from folkmoot.kit.verdict import Verdict
from folkmoot.plugin import GROUP, PLACES
from folkmoot.plugin.manifest import Label, Manifest, Unfit, folder, read

QUICK = 300.0
"""Milliseconds that a plugin may take to import, beyond the contract itself."""

LONGEST_TITLE, LONGEST_HELP = 80, 300
"""Characters."""

WITHIN: dict[str, float] = {"asking": 60.0, "methods": 90.0, "flow": 120.0}
"""Seconds that a probe has; others have 30."""

OURS = ("folkmoot.plugin", "folkmoot.events")


class Fault(Exception):
    """A probe failed as a whole; the message says how."""


class Checked:
    """One plugin that is checked; what its probes answer is kept, so that several checks can look at it."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._probed: dict[tuple[str, str], dict[str, Any]] = {}

    def point(self) -> importlib.metadata.EntryPoint:
        """Its entry point.

        Raises Fault when it is not installed.
        """
        for point in importlib.metadata.entry_points(group=GROUP):
            if point.name == self.key:
                return point
        raise Fault(
            f"There is no plugin called {self.key} here; install its package first, and look at its entry point in {GROUP}."
        )

    @property
    def package(self) -> str:
        """Its top-level package."""
        return self.point().module.partition(".")[0]

    def manifest(self) -> Manifest:
        """Its manifest.

        Raises Fault when it cannot be read.
        """
        try:
            return read(self.package)
        except Unfit as unfit:
            raise Fault(str(unfit)) from None

    def probe(self, what: str, seed: str = "0") -> dict[str, Any]:
        """What a process of its own finds out. seed: of the hashes there.

        Raises Fault when the plugin ends that process, hangs or fails.
        """
        self.point()
        if (what, seed) not in self._probed:
            self._probed[what, seed] = self._asked(what, seed)
        return self._probed[what, seed]

    def _asked(self, what: str, seed: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "folkmoot.kit.probe", what, self.key]
        within, env = WITHIN.get(what, 30.0), os.environ | {"PYTHONHASHSEED": seed}
        try:
            ran = subprocess.run(
                command, env=env, capture_output=True, text=True, check=False, timeout=within, stdin=subprocess.DEVNULL
            )
        except subprocess.TimeoutExpired:
            raise Fault(f"It did not end within {within:g} seconds.") from None
        try:
            told: dict[str, Any] = msgspec.json.decode(ran.stdout)
        except msgspec.DecodeError:
            raise Fault(f"It ended the process that looked at it, with code {ran.returncode}.") from None
        if "fault" in told:
            raise Fault(f"{told['fault']}.")
        answer: dict[str, Any] = told["answer"]
        return answer


Check = Callable[[Checked], list[str]]
"""Answers sentences on what is wrong. Raises Fault when it cannot even look."""


def _manifest(checked: Checked) -> list[str]:
    checked.manifest()
    return []


def _as_it_says(checked: Checked) -> list[str]:
    checked.probe("loading")
    return []


def _asks_no_more(checked: Checked) -> list[str]:
    manifest = checked.manifest()
    needed = {PLACES[name].needs for name in manifest.places if name in PLACES} | {"network", "programs", "secrets"}
    return [f"It asks for `{one}`, which no place that it joins needs; leave it out." for one in manifest.may if one not in needed]


def _quick(checked: Checked) -> list[str]:
    took = min(checked.probe("importing", seed)["ms"] for seed in ("0", "1", "2"))
    said = (
        f"Importing it takes {took:.0f} ms; import what is large inside the function that needs it, and stay under {QUICK:.0f} ms."
    )
    return [said] if took > QUICK else []


def _still(checked: Checked) -> list[str]:
    found = checked.probe("importing")
    done = {what: ", ".join(sorted(set(which))[:3]) for what, which in found["seen"].items() if which}
    wrong = [f"While it is imported it does this: {what}: {which}." for what, which in done.items()]
    return wrong + (["It prints while it is imported."] if found["said"] else [])


def _beside(checked: Checked) -> list[str]:
    checked.point()
    installed = load()
    if checked.key in installed.set_aside:
        return [installed.set_aside[checked.key]]
    return []


def _answers(checked: Checked) -> list[str]:
    return [f"{name}: {one['fault']}." for name, one in _asked(checked).items() if one["fault"]]


def _in_time(checked: Checked) -> list[str]:
    slow = {name: one["seconds"] for name, one in _asked(checked).items() if one["seconds"] > PLACES[name].seconds}
    return [
        f"{name} takes {took:.1f} s for the example; it is given up after {PLACES[name].seconds:g} s."
        for name, took in slow.items()
    ]


def _same(checked: Checked) -> list[str]:
    first, again = _asked(checked), checked.probe("asking", "4242")["places"]
    pure = [name for name in first if PLACES[name].runs == "here"]
    otherwise = [name for name in pure if first[name]["answer"] != again[name]["answer"]]
    return [f"{name} answers otherwise in another process; use no order of sets." for name in otherwise]


def _keeps_to(checked: Checked) -> list[str]:
    seen, may = checked.probe("asking")["seen"], checked.manifest().may
    wrong = ["It calls the network and does not ask for `network`."] if seen["network"] and "network" not in may else []
    wrong += (
        [f"It starts other programs ({sorted(set(seen['processes']))[0]}) and does not ask for `programs`."]
        if seen["processes"] and "programs" not in may
        else []
    )
    return wrong + ([f"It writes files, such as {seen['written'][0]}; a plugin may not."] if seen["written"] else [])


def _silent(checked: Checked) -> list[str]:
    loud = [name for name, one in _asked(checked).items() if one["said"]]
    return [f"{name} prints; what it prints is lost, and may hold somebody's words." for name in loud]


def _leaves_alone(checked: Checked) -> list[str]:
    return [
        f"{name} changes what it is asked, or its context; work on a copy."
        for name, one in _asked(checked).items()
        if not one["same"]
    ]


def _ways(checked: Checked) -> list[str]:
    return [f"{said}." for said in checked.probe("methods")["wrong"]]


def _settings(checked: Checked) -> list[str]:
    return list(checked.probe("setting")["wrong"])


def _words(checked: Checked) -> list[str]:
    wrong = []
    for where, words in _labels(checked.manifest()):
        for lang, label in words.items():
            long = len(label.title) > LONGEST_TITLE or len(label.help) > LONGEST_HELP
            if long:
                wrong.append(f"{where} in {lang}: at most {LONGEST_TITLE} characters for a title and {LONGEST_HELP} for help.")
            if re.search(r"[<>]|&\w+;", label.title + label.help) or not label.title.strip():
                wrong.append(f"{where} in {lang}: plain words, without markup.")
    return wrong


def _labels(manifest: Manifest) -> list[tuple[str, dict[str, Label]]]:
    found = [("words", manifest.words)]
    found += [(f"settings.{name}", words) for name, words in manifest.settings.items()]
    found += [(f"ways.{name}", way.words) for name, way in manifest.ways.items()]
    for name, form in manifest.forms.items():
        found.append((f"forms.{name}", form.words))
        found += [(f"forms.{name}.{box.name}", box.words) for box in form.boxes]
        found += [(f"forms.{name}.{box.name}.{one.value}", one.words) for box in form.boxes for one in box.choices]
    return found


def _imports(checked: Checked) -> list[str]:
    wrong = []
    for path in sorted(folder(checked.package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            named += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            strange = [one for one in named if one.partition(".")[0] == "folkmoot" and not one.startswith(OURS)]
            wrong += [
                f"{path.name} imports {one}; a plugin uses folkmoot.plugin and folkmoot.events, and nothing else."
                for one in strange
            ]
    return wrong


def _flow(checked: Checked) -> list[str]:
    return list(checked.probe("flow")["wrong"])


def _removal(checked: Checked) -> list[str]:
    dist = checked.point().dist
    text = (dist.metadata.get_payload() or dist.metadata.get("Description") or "") if dist else ""  # type: ignore[attr-defined]  # a Message
    said = "Its README, named as `readme` in pyproject.toml, says under “Removing this plugin” what stays and how it is taken out."
    return [] if "removing this plugin" in str(text).casefold() else [said]


def _asked(checked: Checked) -> dict[str, Any]:
    places: dict[str, Any] = checked.probe("asking")["places"]
    return places


CHECKS: dict[str, Check] = {
    "its manifest can be read without running it": _manifest,
    "it is as its manifest says": _as_it_says,
    "it asks for nothing that it does not need": _asks_no_more,
    "it is imported quickly": _quick,
    "importing it does nothing": _still,
    "it loads beside the other plugins that are here": _beside,
    "each place answers its example": _answers,
    "each place answers in time": _in_time,
    "quick places answer the same each time": _same,
    "it does only what it asks to be allowed": _keeps_to,
    "it prints nothing": _silent,
    "it changes nothing that it is given": _leaves_alone,
    "its ways to decide refuse in sentences and count the same": _ways,
    "its settings have defaults that it takes": _settings,
    "its words are short and plain": _words,
    "it uses the contract and nothing else of Folkmoot": _imports,
    "what every community can do works with it, and replay without it": _flow,
    "it says how it is removed": _removal,
}
"""Name -> check, in the order in which they are told."""


def check(key: str, checks: Mapping[str, Check] = CHECKS) -> list[Verdict]:
    """The verdicts on a plugin that is installed, in the order of `checks`, which are all there are."""
    checked, verdicts = Checked(key), []
    for name, one in checks.items():
        try:
            wrong = one(checked)
        except Fault as fault:
            wrong = [str(fault)]
        verdicts.append(Verdict(name, tuple(dict.fromkeys(wrong))))
    return verdicts
