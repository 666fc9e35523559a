"""Take the record away, check it without trusting anybody, and see the state at any place in it."""

from cyclopts import App


def register(app: App) -> None:
    """Add the commands of this page."""
    for command in (export, audit, replay, rebuild, digest):
        app.command(command)
