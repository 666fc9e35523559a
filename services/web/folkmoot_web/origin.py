"""A form is taken only from this site's own pages: what the browser says about where it came from decides."""

import hashlib
import hmac

from folkmoot_web.problem import Problem

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

UNSAID = (
    "Your browser did not say which page this came from, so it was not taken. "
    "Go back, reload the page and send it again; if that does not help, use another browser or a newer version."
)
ELSEWHERE = "This was sent from another site, so it was not taken. Open the page here and send it again."
STALE = "This page belongs to another session. Go back, reload the page and send it again."


def check(origin: str, *, said: str, site: str) -> None:
    """Refuse an unsafe request that did not come from a page of this site.

    origin: of this site, `scheme://host[:port]`. said: its Origin header. site: its Sec-Fetch-Site header; empty
    when not sent. Both must agree with us where they are there, and one must be there.
    Raises Problem 403.
    """
    if not said and not site:
        raise Problem(403, UNSAID)
    if (said and said != origin) or (site and site != "same-origin"):
        raise Problem(403, ELSEWHERE)


def form_token(session: str) -> str:
    """What the pages of a signed-in session carry in their forms: it follows from the session and tells nothing of it."""
    return hashlib.sha256(b"folkmoot/form/v1\n" + session.encode()).hexdigest()


def check_form_token(given: str, session: str) -> None:
    """Refuse a form that does not carry the token of this very session.

    Raises Problem 403.
    """
    if not hmac.compare_digest(given.encode(), form_token(session).encode()):
        raise Problem(403, STALE)
