"""What every page shows around its own words: where one is, who one is, in which language, and where else one can go."""

from typing import Any
from urllib.parse import quote, urlencode

from folkmoot_web import body, languages
from folkmoot_web.ask import Ask
from folkmoot_web.problem import Problem


def frame(ask: Ask) -> dict[str, Any]:
    """The values that `base.html` takes from everywhere; a page's own values come before them."""
    values: dict[str, Any] = {"locale": ask.locale, "dir": languages.direction(ask.locale)}
    look = ask.front.looks.find(ask.community)
    if look is not None:
        values |= {"brand_css": look.sheet_at, "head_colour": look.head, "logo": look.logo_at and look}
    if ask.refusal:
        values["errors"] = [{"text": ask.refusal, "field": ask.fault}]
    if ask.viewer.person:
        values["you"] = {"text": languages.translation(ask.locale)("Your sessions"), "href": "/sessions"}
    if len(ask.front.spoken) > 1:
        here = _here(ask)
        values["languages"] = [_tongue(ask, tag, here) for tag in ask.front.spoken]
    if ask.locale not in languages.REVIEWED:
        values["unreviewed"] = _tongue(ask, languages.SOURCE, _here(ask))
    return values


def _tongue(ask: Ask, tag: str, here: str) -> dict[str, Any]:
    """A language, and this page in it."""
    return {
        "code": tag,
        "name": languages.itself(tag),
        "dir": languages.direction(tag),
        "href": f"{here}{languages.FIELD}={tag}",
        "current": tag == ask.locale,
    }


def _here(ask: Ask) -> str:
    """The address that a link in the answer leads back to, up to its language: after a form was refused, the form's page."""
    if ask.heard.method in ("GET", "HEAD") or ask.route.path in ask.front.pages:
        asked = urlencode(_asked(ask))
        return f"{quote(ask.heard.path)}?{asked}&" if asked else f"{quote(ask.heard.path)}?"
    return f"/c/{quote(ask.community)}?" if ask.community else "/?"


def _asked(ask: Ask) -> list[tuple[str, str]]:
    """What the address asks of this page besides the language, as far as the page reads it."""
    reads = ask.route.query.__struct_fields__ if ask.route.query else ()
    try:
        given = body.read_pairs(ask.heard.query)
    except Problem:  # what could not be read is what the page says
        return []
    return [(name, value) for name in reads for value in given.get(name, []) if name != languages.FIELD]
