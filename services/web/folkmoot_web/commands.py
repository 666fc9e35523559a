"""The commands that the site adds to `folkmoot`."""

from cyclopts import App

from folkmoot.cli.show import AsJson, Data, Failed, answer, installation


def register(app: App) -> None:
    """Add the commands of this page."""
    app.command(serve)
    app.command(demo)
    app.command(bench)


def serve(
    *,
    listen: str | None = None,
    port: int | None = None,
    proxy: str = "",
    pace: bool = True,
    safe_mode: bool = False,
    data: Data = None,
) -> None:
    """Serve an installation until it is stopped with Ctrl-C or a TERM signal.

    Parameters
    ----------
    listen: address to listen on; else as the settings say, 127.0.0.1 by default.
    port: port to listen on; else as the settings say.
    proxy: addresses of a proxy in front, comma-separated, whose X-Forwarded-For is believed; nobody's without it.
    pace: let those who ask very often wait; --no-pace is for measuring.
    safe_mode: run no plugin at all; for finding out whether one of them is at fault.
    """
    with installation(data, safe=safe_mode) as opened:
        from folkmoot_web import serve as serving

        settings = opened.settings
        try:
            serving.run(opened, listen or settings.listen, settings.port if port is None else port, proxy=proxy, pace=pace)
        except serving.CannotListen as fault:
            raise Failed(str(fault)) from None


def demo(*, listen: str = "127.0.0.1", port: int = 8700) -> None:
    """A ready community, served, with links to sign in as each role. It is gone when it is stopped with Ctrl-C.

    Parameters
    ----------
    listen: address to listen on.
    port: port to listen on; 0 takes a free one.
    """
    from folkmoot_web import demo as demonstration
    from folkmoot_web import serve as serving

    try:
        demonstration.show(listen, port)
    except serving.CannotListen as fault:
        raise Failed(str(fault)) from None


def bench(*, entries: int = 1_000_000, as_json: AsJson = False) -> None:
    """Measure what this machine does with Folkmoot, beside what it does without, in the same run. Takes some minutes.

    Parameters
    ----------
    entries: how long the record is that is followed and audited.
    """
    from folkmoot_web.bench import measure

    rows = measure(entries)
    answer(rows, "\n".join(row.text() for row in rows), as_json)
