"""One question about one plugin, answered in a process of its own, so that whatever the plugin does is a verdict and not the end."""

import builtins
import contextlib
import io
import os
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec

NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")
PROCESSES = ("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CODE = (".py", ".pyc", ".so", ".toml", ".pth", "METADATA", "entry_points.txt", "RECORD", "PKG-INFO", "INSTALLER")

Seen = dict[str, list[str]]


def watch() -> Seen:
    """What this process does to the world from now on: `network`, `processes`, `written` and `read` files."""
    seen: Seen = {"network": [], "processes": [], "written": [], "read": []}

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in NETWORK:
            seen["network"].append(event)
        elif event in PROCESSES:
            seen["processes"].append(event)
        elif event == "open" and isinstance(args[0], str):
            flags = args[2] if isinstance(args[2], int) else 0
            if flags & WRITING and not args[0].endswith(".pyc") and ".pyc." not in args[0] and args[0] != os.devnull:
                seen["written"].append(args[0])
            elif not args[0].endswith(CODE):
                seen["read"].append(args[0])

    sys.addaudithook(hook)
    return seen


def importing(key: str) -> dict[str, Any]:
    """Milliseconds that the package takes to import beyond the contract, and what it does meanwhile."""
    import importlib
    import importlib.metadata

    from folkmoot.plugin import GROUP

    (point,) = [one for one in importlib.metadata.entry_points(group=GROUP) if one.name == key]
    seen = watch()
    begun = time.perf_counter()
    with contextlib.redirect_stdout(said := io.StringIO()), contextlib.redirect_stderr(said):
        importlib.import_module(point.module)
    return {"ms": (time.perf_counter() - begun) * 1000, "seen": seen, "said": said.getvalue()[:200]}


def loading(key: str) -> dict[str, Any]:
    """Whether it fits its manifest and the contract."""
    from folkmoot.dispatch import installed

    plugin = installed.one(key)
    return {"version": plugin.version, "places": list(plugin.places)}


def asking(key: str) -> dict[str, Any]:
    """What each place answers to its example, and what it does meanwhile; on fixed time and chance."""
    from folkmoot.dispatch import installed
    from folkmoot.plugin import PLACES, Asking
    from folkmoot.plugin.examples import EXAMPLES

    plugin = installed.one(key)
    settings = plugin.kind() if plugin.kind else None
    found: dict[str, Any] = {}
    seen = watch()
    for name in (name for name in plugin.places if name in EXAMPLES):
        place, asked = PLACES[name], EXAMPLES[name]
        ctx = Asking(community="elm", plugin=key, version=plugin.version, settings=settings, minute=29_000_000, call="call_example")
        before = msgspec.json.encode((msgspec.to_builtins(ctx), asked))
        begun = time.perf_counter()
        with contextlib.redirect_stdout(said := io.StringIO()), contextlib.redirect_stderr(said), _fixed(pure=place.runs == "here"):
            answer, fault = _tried(partial(plugin.places[name], ctx=ctx, asked=asked))
        seconds = time.perf_counter() - begun
        if not fault:
            _, fault = _tried(partial(_fits, answer, place.answer))
        same = before == msgspec.json.encode((msgspec.to_builtins(ctx), asked))
        plain = "" if fault else msgspec.json.encode(answer, order="deterministic").decode()
        found[name] = {"fault": fault, "seconds": seconds, "said": said.getvalue()[:200], "same": same, "answer": plain}
    return {"places": found, "seen": seen}


@contextlib.contextmanager
def _fixed(pure: bool) -> Iterator[None]:
    """Take clock and chance away from what has to be the same each time."""
    if not pure:
        yield
        return

    def gone(*_: object, **__: object) -> Any:
        raise RuntimeError("it asks a clock or chance, which are not the same each time; use ctx.minute and ctx.call")

    taken = [(time, "time"), (time, "time_ns"), (random, "random"), (random, "choice"), (random, "shuffle"), (random, "randint")]
    taken += [(uuid, "uuid4"), (uuid, "uuid1"), (os, "urandom")]
    kept = [(module, name, getattr(module, name)) for module, name in taken]
    for module, name in taken:
        setattr(module, name, gone)
    try:
        yield
    finally:
        for module, name, function in kept:
            setattr(module, name, function)


def _fits(answer: Any, kind: Any) -> None:
    msgspec.convert(msgspec.to_builtins(answer), kind)


def _tried(work: Callable[[], Any]) -> tuple[Any, str]:
    try:
        return work(), ""
    except BaseException as fault:  # whatever it raises is what is to be told
        return None, f"{type(fault).__name__}: {fault}"[:300]


def setting(key: str) -> dict[str, Any]:
    """Whether the defaults of the settings are valid and come back from JSON as they were; secrets with a default."""
    from folkmoot.dispatch import installed

    plugin = installed.one(key)
    if plugin.kind is None:
        return {"wrong": []}
    wrong = []
    default = plugin.kind()
    again, fault = _tried(lambda: msgspec.json.decode(msgspec.json.encode(default), type=plugin.kind))
    if fault or again != default:
        wrong.append(f"The defaults are not settings that it takes itself: {fault or 'they come back otherwise'}.")
    wrong += [
        f"The secret {one.name} has a default; leave it empty." for one in plugin.fields if one.kind == "secret" and one.default
    ]
    return {"wrong": wrong}


def main(what: str, key: str) -> None:
    """Answer one question as a line of JSON on the standard output."""
    from folkmoot.kit import flow, methods

    probes: dict[str, Callable[[str], dict[str, Any]]] = {
        "importing": importing,
        "loading": loading,
        "asking": asking,
        "setting": setting,
        "methods": methods.probe,
        "flow": flow.probe,
    }
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the plugin prints is no answer
    answer, fault = _tried(lambda: probes[what](key))
    out.write(msgspec.json.encode({"fault": fault} if fault else {"answer": answer}).decode() + "\n")
    out.flush()
    os._exit(0)  # threads that a plugin left behind are not waited for


if __name__ == "__main__":
    builtins.input = lambda *_: ""  # nobody types here
    main(sys.argv[1], sys.argv[2])
