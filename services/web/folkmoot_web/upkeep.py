"""What stands at the edge of the site: packaged files, and whether the process lives and is ready."""

from folkmoot_web.answers import Answer, Bytes
from folkmoot_web.ask import Ask
from folkmoot_web.files import FOR_GOOD
from folkmoot_web.policy import everyone
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.routing import Routes

routes = Routes()


@routes.read("/static/{address:path}", may=everyone)
def static(ask: Ask, address: str) -> Answer:
    """A packaged file."""
    file = ask.front.files.find(str(address).lstrip("/"))
    if file is None:
        raise not_here()
    headers = {"cache-control": FOR_GOOD, "vary": "Accept-Encoding"}
    if file.packed and ask.heard.takes("gzip"):
        return Bytes(file.packed, file.media, headers=headers | {"content-encoding": "gzip"})
    return Bytes(file.body, file.media, headers=headers)


@routes.read("/robots.txt", may=everyone)
def robots(ask: Ask) -> Answer:
    """People are not to be found by what they said under a made-up name: search engines are asked to stay away."""
    return Bytes(b"User-agent: *\nDisallow: /\n", "text/plain")


@routes.read("/livez", may=everyone)
def alive(ask: Ask) -> Answer:
    """Whether the process answers."""
    return Bytes(b"alive\n", "text/plain")


@routes.read("/readyz", may=everyone)
def ready(ask: Ask) -> Answer:
    """Whether contributions are taken and checkpoints signed."""
    if reason := ask.front.not_ready():
        raise Problem(503, reason)
    return Bytes(b"ready\n", "text/plain")
