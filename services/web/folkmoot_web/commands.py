"""The commands that the site adds to `folkmoot`."""

from cyclopts import App

from folkmoot.cli.show import Data, Failed, installation


def register(app: App) -> None:
    """Add the commands of this page."""
    app.command(serve)


def serve(
    *,
    listen: str | None = None,
    port: int | None = None,
    proxy: str = "",
    pace: bool = True,
    data: Data = None,
) -> None:
    """Serve an installation until it is stopped with Ctrl-C or a TERM signal.

    Parameters
    ----------
    listen: address to listen on; else as the settings say, 127.0.0.1 by default.
    port: port to listen on; else as the settings say.
    proxy: addresses of a proxy in front, comma-separated, whose X-Forwarded-For is believed; nobody's without it.
    pace: let those who ask very often wait; --no-pace is for measuring.
    """
    with installation(data) as opened:
        from folkmoot_web import serve as serving

        settings = opened.settings
        try:
            serving.run(opened, listen or settings.listen, settings.port if port is None else port, proxy=proxy, pace=pace)
        except serving.CannotListen as fault:
            raise Failed(str(fault)) from None
