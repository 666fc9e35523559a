"""Bring in what was said elsewhere."""

from pathlib import Path

from cyclopts import App

from folkmoot.cli.house import CHARTER
from folkmoot.cli.show import AsJson, Data, answer, installation, progress
from folkmoot.imports import polis_export
from folkmoot.imports.polis import import_polis

importing = App(name="import", help="Bring in what was said elsewhere, as entries marked as imported.")


def register(app: App) -> None:
    """Add the commands of this page."""
    app.command(importing)


@importing.command
def polis(folder: Path, *, community: str = "imported", data: Data = None, as_json: AsJson = False) -> None:
    """Bring a Polis export in. Run again after an interruption, it goes on where it stopped; nothing is doubled.

    Parameters
    ----------
    folder: with summary.csv, comments.csv and votes.csv.
    community: short name of the community; it is founded if there is none.
    """
    with installation(data) as opened, progress("importing") as tell:
        if community not in opened.communities():
            polis_export.read(folder)  # so that nothing is founded for a folder that cannot be read
            opened.found(community, community, CHARTER, "Steward")
        report = import_polis(folder, opened.moot(community), tell)
    answer(report, report.text(), as_json)
