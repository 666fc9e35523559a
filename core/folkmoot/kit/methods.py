"""A way to decide refuses in sentences, counts the same for the same ballots in any order, and takes no time to speak of."""

import random
import time
from collections.abc import Callable
from functools import partial
from string import ascii_lowercase
from typing import Any

import msgspec

from folkmoot.dispatch import installed
from folkmoot.domain.rules import Method, Outcome, Refused
from folkmoot.plugin.manifest import Way

RUBBISH: tuple[Any, ...] = (
    None,
    "",
    7,
    -1,
    True,
    1.5,
    [],
    [""],
    ["zz"],
    [["a"]],
    {"a": 1},
    {},
    "a" * 10_000,
    ["a", "a"],
    [None],
    "A",
)
"""What a browser can send that is no ballot of most ways; each is refused in a sentence, or taken and counted."""

MANY = 10_000
SECONDS = 2.0


def probe(key: str) -> dict[str, Any]:
    """Sentences on what is wrong with the ways to decide of a plugin."""
    plugin = installed.one(key)
    wrong = [f"{one.name}: {said}" for one in plugin.methods for said in _wrong(one, plugin.manifest.ways[one.name])]
    return {"wrong": wrong}


def ballots_of(way: Way, options: tuple[str, ...], many: int, seed: int = 0) -> dict[str, Any]:
    """Ballots as the page for a way makes them, by pseudonym."""
    chance = random.Random(seed)
    if way.ballot == "one":
        return {f"p_{n}": chance.choice(options) for n in range(many)}
    return {f"p_{n}": sorted(chance.sample(options, chance.randint(0, len(options)))) for n in range(many)}


def _wrong(method: Method, way: Way) -> list[str]:
    wrong: list[str] = []
    for size in (2, 3, 5):
        options = tuple(ascii_lowercase[:size])
        said = _tried(partial(method.check_params, {}, options))
        if said:
            wrong.append(f"check_params of no settings and {size} options: {said}")
        wrong += _checks(method, way, options)
        wrong += _counts(method, way, options)
    said = _tried(partial(method.check_params, {"no such setting": 1}, ("a", "b")), refusal_is_well=True)
    return list(dict.fromkeys([*wrong, *([f"check_params of an unknown setting: {said}"] if said else []), *_time(method, way)]))


def _checks(method: Method, way: Way, options: tuple[str, ...]) -> list[str]:
    wrong = []
    for choice in RUBBISH:
        said = _tried(partial(method.check, choice, options, {}), refusal_is_well=True)
        if said:
            wrong.append(f"check of the ballot {choice!r:.40}: {said}; raise Refused with a sentence for the voter")
    for choice in ballots_of(way, options, 8).values():
        said = _tried(partial(method.check, choice, options, {}))
        if said:
            wrong.append(f"check of the ballot {choice!r}, as the page makes it: {said}")
    return wrong


def _counts(method: Method, way: Way, options: tuple[str, ...]) -> list[str]:
    votes = ballots_of(way, options, 25)
    wrong, found = [], []
    turned = dict(reversed(votes.items()))
    for ballots, what in (
        ({}, "no ballot"),
        (votes, "25 ballots"),
        (turned, "the same ballots in another order"),
        (votes, "once more"),
    ):
        try:
            outcome = method.tally(dict(ballots), options, {})
        except BaseException as fault:  # whatever it raises is what is to be told
            return [f"tally of {what}: {type(fault).__name__}: {fault}"]
        wrong += [f"tally of {what}: {said}" for said in _result(outcome, options)]
        found.append(msgspec.json.encode(outcome, order="sorted"))
    if found[1] != found[3]:
        wrong.append("tally gives another result for the same ballots: use no clock and no chance")
    if found[1] != found[2]:
        wrong.append("tally gives another result for the same ballots in another order")
    return wrong


def _result(outcome: object, options: tuple[str, ...]) -> list[str]:
    if not isinstance(outcome, Outcome) or not isinstance(outcome.chosen, tuple) or not isinstance(outcome.counts, dict):
        return ["it gives no Outcome with a tuple of options and a dict of counts"]
    wrong = []
    if not set(outcome.chosen) <= set(options):
        wrong.append("it chooses what is no option")
    if not all(type(number) is int for number in outcome.counts.values()):
        wrong.append("a count is no whole number; the record holds no fractions")
    return wrong


def _time(method: Method, way: Way) -> list[str]:
    options = tuple(ascii_lowercase[:5])
    votes = ballots_of(way, options, MANY)
    begun = time.perf_counter()
    said = _tried(partial(method.tally, votes, options, {}))
    took = time.perf_counter() - begun
    return [] if said or took < SECONDS else [f"tally of {MANY} ballots takes {took:.1f} s; stay under {SECONDS:g}"]


def _tried(work: Callable[[], Any], refusal_is_well: bool = False) -> str:
    """What went wrong, empty for nothing."""
    try:
        work()
    except Refused as refused:
        return "" if refusal_is_well and str(refused) else f"it refuses: {refused}"
    except BaseException as fault:  # whatever it raises is what is to be told
        return f"it raises {type(fault).__name__}: {fault}"[:200]
    return ""
