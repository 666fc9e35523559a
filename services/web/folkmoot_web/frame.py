"""What every page shows around its own words: where one is, who one is, and where else one can go."""

from typing import Any

from folkmoot_web import languages
from folkmoot_web.ask import Ask


def frame(ask: Ask) -> dict[str, Any]:
    """The values that `base.html` takes from everywhere; a page's own values come before them."""
    values: dict[str, Any] = {"locale": ask.locale, "dir": languages.direction(ask.locale)}
    if ask.refusal:
        values["errors"] = [{"text": ask.refusal, "field": ask.fault}]
    if ask.viewer.person:
        values["you"] = {"text": "Your sessions", "href": "/sessions"}
    return values
