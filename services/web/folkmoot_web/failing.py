"""Whatever goes wrong becomes a status and one sentence in plain words; what nobody foresaw shows nothing but a number."""

import logging
import secrets
from collections.abc import Mapping
from typing import NamedTuple

from litestar.exceptions import HTTPException

from folkmoot.domain import Refused
from folkmoot.installation import NotHere
from folkmoot.record.people import Unknown
from folkmoot.record.store import Busy, Conflict, Stopped
from folkmoot_web.problem import NOT_HERE, Problem

_log = logging.getLogger("folkmoot.web")

STOPPED = "Nothing can be taken at this moment. What you sent was not kept; keep a copy and send it again in a few minutes."
CONFLICT = "Somebody changed this at the same moment. Look at it again and send yours once more."
GONE = "This session belongs to somebody who was erased. Open the first page and start again."
UNEXPECTED = "Something went wrong here, and it is not your fault. Try again; if it stays, tell whoever runs this site: {}"

SENTENCES = {
    400: "This could not be read. Go back, reload the page and try again.",
    401: "Sign in first.",
    403: "This is not open to you.",
    404: NOT_HERE,
    405: "This address cannot be used in this way.",
    408: "What you sent took too long to arrive. Send it again.",
    413: "This is more than can be sent at once.",
    415: "This cannot be taken in this form.",
}


class Failure(NamedTuple):
    """What is answered when something went wrong."""

    status: int
    sentence: str
    headers: Mapping[str, str] = {}


def failure(raised: Exception, route: str, method: str) -> Failure:
    """The failure behind an exception. route: its path as declared, for the log, never as asked."""
    match raised:
        case Refused():
            return Failure(422, str(raised))
        case Problem():
            return Failure(raised.status, raised.sentence, raised.headers)
        case NotHere():
            return Failure(404, str(raised))
        case Unknown():
            return Failure(401, GONE)
        case Conflict():
            return Failure(409, CONFLICT)
        case Stopped() | Busy():
            _log.error("the store takes nothing", extra={"route": route, "method": method}, exc_info=raised)
            return Failure(503, STOPPED, {"retry-after": "60"})
        case HTTPException(status_code=status) if status in SENTENCES:
            allowed = {name: value for name, value in (raised.headers or {}).items() if name.lower() == "allow"}
            return Failure(status, SENTENCES[status], allowed)
    incident = secrets.token_hex(4)
    extra = {"route": route, "method": method, "incident": incident}
    _log.error("a request failed", extra=extra, exc_info=raised)
    return Failure(500, UNEXPECTED.format(incident))
