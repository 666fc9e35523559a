"""Take the record away, check it without trusting anybody, and see the state at any place in it."""

from pathlib import Path

from cyclopts import App

from folkmoot import audit as auditing
from folkmoot import replay as replaying
from folkmoot.bundle import Bundle, export_community
from folkmoot.cli.show import AsJson, Data, Failed, answer, installation, plainly, progress


def register(app: App) -> None:
    """Add the commands of this page."""
    for command in (export, audit, replay, rebuild, digest):
        app.command(command)
