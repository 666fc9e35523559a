"""Words that come with a thing, a topic or a reason: the part of a form that takes them, and the fields of a command."""

from typing import Annotated, Any, Literal

import msgspec

from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, consent
from folkmoot_web.problem import Problem

Tag = Annotated[str, msgspec.Meta(max_length=40)]

SAY_FIRST = (
    "Tick the box to say that we may show your words. Others can only work with what they can read, so it is not sent without."
)


class Saying(msgspec.Struct):
    """The fields that `parts/saying.html` asks for. key: names this very asking, so that a form sent twice is one thing."""

    text: str
    publish: Literal["", "yes", "no"] = ""
    lang: Tag = "und"
    title: str = ""
    key: Tag = ""


def spoken(ask: Ask, form: Saying) -> dict[str, Any]:
    """The fields of a `Spoken` command that carries these words.

    Raises Problem when a person did not say yes to showing them.
    """
    if form.publish != "yes" and not ask.offices:
        ask.fault = "publish"
        raise Problem(422, SAY_FIRST)
    return {
        "text": form.text,
        "lang": form.lang or "und",
        "title": form.title,
        "publish": form.publish == "yes",
        "notice": consent.NOTICE_ONLY,
        "notice_text": consent.notice_only(ask.locale),
        "notice_lang": ask.locale,
    }


def values(ask: Ask, here: around.Place) -> dict[str, Any]:
    """What `parts/saying.html` needs besides what every page of a community has."""
    return {"tongues": around.tongues(ask, here), "fresh": around.fresh}
