"""The state at any place in the record: from a bundle alone, or from the host's own views."""

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cyclopts import App

from folkmoot.bundle import Bundle
from folkmoot.cli.show import AsJson, Data, Failed, Progress, answer, installation, plainly, progress
from folkmoot.domain.openness import Openness
from folkmoot.events.entry import canonical, read
from folkmoot.installation import Installation, NotHere
from folkmoot.replay import Replayed
from folkmoot.replay import replay as replayed
from folkmoot.views.digest import digest_of
from folkmoot.views.follow import quiet

PAGE = 4_000

_TIME = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}Z)?)?)?")


def register(app: App) -> None:
    """Add the commands of this page."""
    for command in (replay, rebuild, digest):
        app.command(command)


def replay(bundle: Path, *, until: str = "", as_json: AsJson = False) -> None:
    """Say what a community had come to, from its bundle alone.

    Parameters
    ----------
    bundle: folder of the bundle. Audit it first; this trusts it.
    until: how many entries count, or a time such as 2026-11-22 or 2026-11-22T10:00Z whose entries are the last; all without.
    """
    with plainly(), progress("replaying") as tell:
        source = Bundle(bundle)
        size = source.claimed().size
        state = replayed(source.leaves(0, size), moment(until, size), lambda done: tell(done, size))
    answer(state, _told(state), as_json)


def moment(until: str, size: int) -> int | str | None:
    """A number of entries or a time, as somebody typed it; None for nothing typed. size: of the record.

    Raises Failed when it is neither, or beyond the record.
    """
    if not until:
        return None
    if not until.isdecimal() or len(until) == 4:  # four digits are a year
        if not _TIME.fullmatch(until):
            raise Failed(f"{until} is neither a number of entries nor a time such as 2026-11-22 or 2026-11-22T10:00Z.")
        return until
    if int(until) > size:
        raise Failed(f"The record holds {size} entries; choose a number up to that.")
    return int(until)


def _told(state: Replayed) -> str:
    lines = [
        f"After {state.size} entries, the last of {state.t or 'no time'}, under version {state.charter} of the charter:",
        *(f"  {number} {name.replace('_', ' ')}" for name, number in state.totals.items()),
    ]
    for place in state.canvases:
        lines.append(f"  {place.id}, {place.stage}: " + ", ".join(f"{number} {name}" for name, number in place.totals.items()))
        for then in place.decisions:
            result = f"; chosen: {', '.join(then.chosen) or 'nothing'}; counts: {then.counts}" if then.counts else ""
            lines.append(f"    {then.id}, {then.stage}: {then.ballots} ballots{result}")
    return "\n".join([*lines, f"digest {state.digest}"])


def rebuild(*, community: str = "", data: Data = None, as_json: AsJson = False) -> None:
    """Build the views anew from the record.

    Parameters
    ----------
    community: short name; all without.
    """
    sizes = {}
    with installation(data, write=False) as opened, progress("rebuilding") as tell:
        for name in [community] if community else opened.communities():
            total = opened.store.head(name).size
            size = opened.views(name).rebuild(partial(opened.store.read, name), tell, total)
            sizes[name] = size
    answer(sizes, "\n".join(f"{name}: views of {size} entries are built anew." for name, size in sizes.items()), as_json)


def digest(*, community: str, until: int | None = None, words: bool = False, data: Data = None, as_json: AsJson = False) -> None:
    """Say the SHA-256 of the state that follows from the entries; it is the same on any machine and from any bundle.

    Parameters
    ----------
    community: short name of the community.
    until: how many entries count; all without.
    words: also hash the words that are public today.
    """
    with installation(data, write=False) as opened, progress("hashing") as tell:
        if community not in opened.communities():
            raise NotHere(f"There is no community called {community} here.")
        size = opened.store.head(community).size
        if until is not None and not 0 <= until <= size:
            raise Failed(f"The record holds {size} entries; choose a number up to that.")
        size = size if until is None else until
        told = digest_of(_leaves(opened, community, size, tell))
        if words:
            told = _with_words(opened, community, size, told)
    answer({"entries": size, "digest": told}, f"{told}  {community}, {size} entries", as_json)


def _leaves(opened: Installation, community: str, size: int, tell: Progress = quiet) -> Iterator[bytes]:
    for start in range(0, size, PAGE):
        tell(start, size)
        yield from opened.store.read(community, start, min(PAGE, size - start))


def _with_words(opened: Installation, community: str, size: int, state: str) -> str:
    seen, hashed = Openness(), hashlib.sha256(state.encode() + b"\n")
    for leaf in _leaves(opened, community, size):
        entry = read(leaf)
        seen.evolve(entry, entry.fact())
    for i, k in seen.public():
        payload = opened.payload(community, i, k)
        if payload is not None:
            hashed.update(canonical([i, k, payload.decode()]) + b"\n")
    return hashed.hexdigest()
