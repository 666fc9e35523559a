"""The command `folkmoot`: every command answers with exit code 0 only when all is well."""

import importlib.metadata
import sys

from cyclopts import App

from folkmoot.cli import check, house, state, take_in
from folkmoot.cli.show import Failed, complain

GROUP = "folkmoot.commands"
"""Entry point group through which services add commands; each entry is a module with `register(app)`."""

app = App(name="folkmoot", help="Decide together, and let anyone check it.", version_flags=["--version"])
for part in (house, take_in, check, state):
    part.register(app)


def main() -> None:
    """Run the command line; a refusal is one sentence on standard error and exit code 1."""
    for point in importlib.metadata.entry_points(group=GROUP):
        point.load().register(app)
    try:
        app()
    except Failed as failed:
        complain(str(failed))
        sys.exit(1)
    except KeyboardInterrupt:
        complain("Stopped. Nothing that was acknowledged is lost; run the same command again to go on.")
        sys.exit(130)
