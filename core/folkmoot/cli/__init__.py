"""The command `folkmoot`: every command answers with exit code 0 only when all is well."""

import functools
import importlib.metadata
import sys
from collections.abc import Sequence

from cyclopts import App

from folkmoot.cli import check, compare, house, plugins, staff, state, take_in
from folkmoot.cli.show import Failed, complain, plainly

GROUP = "folkmoot.commands"
"""Entry point group through which services add commands; each entry is a module with `register(app)`."""

app = App(name="folkmoot", help="Decide together, and let anyone check it.", version_flags=["--version"])
for part in (house, staff, take_in, check, state, compare, plugins):
    part.register(app)


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line; a refusal is one sentence on standard error and exit code 1.

    words: the command with its arguments; those that the process was started with, without.
    """
    _join()
    try:
        with plainly():
            app(sys.argv[1:] if words is None else words)
    except Failed as failed:
        complain(str(failed))
        sys.exit(1)
    except KeyboardInterrupt:
        complain("Stopped. Nothing that was acknowledged is lost; run the same command again to go on.")
        sys.exit(130)


@functools.cache
def _join() -> None:
    """Add what services bring; one that cannot be loaded takes no other command away."""
    for point in importlib.metadata.entry_points(group=GROUP):
        try:
            point.load().register(app)
        except Exception as fault:  # a broken package may raise anything
            complain(f"The commands of {point.name} cannot be used: {type(fault).__name__}: {fault}")
