"""What a letter says: it is written when it goes, in the reader's language, and repeats nobody's words but those of office."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import NamedTuple

from folkmoot.record.addresses import Check
from folkmoot.record.follows import Follow
from folkmoot.views import canvas as canvases
from folkmoot.views.reading import View
from folkmoot.views.shown import said
from folkmoot.views.since import Change, Since, since
from folkmoot_web import languages
from folkmoot_web.happened import BROUGHT, HAPPENED, leads_to
from folkmoot_web.sentences import Say, marked
from folkmoot_web.site import Site

PACES = {"day": marked("each day"), "week": marked("each week"), "month": marked("each month")}
"""Pace of a round-up -> how it is said."""

MOST = 10
"""Of what became of things, so many stand in a letter; the page has all of it."""


_LINE = 900
"""Letters of a header's line: under the 998 of RFC 5322, and over what an address has, which some programs do not read in parts."""


class Words(NamedTuple):
    """Subject and text of a letter. stop: address that stops more of its kind, empty where there is no more."""

    subject: str
    text: str
    stop: str = ""


def message(words: Words, to: str, sender: str, site: Site, key: str, locale: str, now: float) -> EmailMessage:
    """A letter as RFC 5322 has it. sender: our address. key: names the letter at every try. now: seconds since 1970.

    Raises ValueError when something in it would become another header.
    """
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(addr_spec=sender)
    letter["To"] = Address(addr_spec=to)
    letter["Subject"] = words.subject
    letter["Date"] = formatdate(now)
    letter["Message-ID"] = f"<{key}@{site.origin.partition('//')[2].partition(':')[0].strip('[]')}>"
    letter["Content-Language"] = locale
    letter["Auto-Submitted"] = "auto-generated"
    if words.stop:  # RFC 2369 and, for one click, RFC 8058
        letter["List-Unsubscribe"] = f"<{words.stop}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(words.text, cte="quoted-printable")
    letter.policy = SMTP.clone(max_line_length=_LINE)
    return letter


def of_check(check: Check, site: Site) -> Words:
    """The letter that checks whose an address is: with a link and six digits for the browser that asked."""
    say = languages.translation(check.locale)
    link = site.link(f"/c/{check.community}/letter/{check.link}")
    host = site.origin.partition("//")[2]
    attach = say(marked("Somebody asked to be reached at this address by {host}."))
    come = say(marked("Somebody asked to come back to {host} with this address."))
    lines = (
        (attach if check.person else come).format(host=host),
        say(marked("Open this link in the browser in which you asked, and press the button there:")) + f"\n{link}",
        say(marked("Or type these six digits there:")) + f" {check.code}",
        say(marked("Both work once, for ten minutes.")),
        say(marked("If it was not you, do nothing. Tell nobody these digits: none of us asks for them.")),
    )
    return Words(say(marked("Your link and six digits for {host}")).format(host=host), "\n\n".join(lines) + "\n")


class RoundUp(NamedTuple):
    """A round-up and how many entries it covers; words are None when nothing happened."""

    words: Words | None
    size: int


def of_follow(follow: Follow, view: View, site: Site, stop: str) -> RoundUp:
    """The round-up of a canvas, from what is public at this moment. stop: token that ends the follow."""
    canvas = canvases.canvas(view, follow.canvas)
    found = since(view, follow.canvas, follow.told)
    if canvas is None or found.nothing:
        return RoundUp(None, view.size)
    say = languages.translation(follow.locale)
    name = said(view, view.row("SELECT i FROM community ORDER BY i LIMIT 1")[0])
    here = f"/c/{follow.community}/canvas/{follow.canvas}"
    question = canvas.question.text if canvas.question else say(marked("The question of this canvas is not shown"))
    stops = site.link(f"/stop/{stop}")
    parts = (
        f"{name.text if name else follow.community}\n{question}",
        say(marked("New since {day}:")).format(day=languages.day(found.start_t, follow.locale)[1]),
        _listed(follow, found, site, say),
        say(marked("Read it here:")) + "\n" + site.link(f"{here}/since?entry={follow.told}"),
        say(marked("People's own words are not in this letter: they can take them back on the page, and not from your post.")),
        say(marked("You get this {pace}. Choose another pace:")).format(pace=say(PACES[follow.pace]))
        + "\n"
        + site.link(f"{here}/follow"),
        say(marked("Stop these letters:")) + f"\n{stops}",
    )
    subject = say(marked("What is new on {host}")).format(host=site.origin.partition("//")[2])
    return RoundUp(Words(subject, "\n\n".join(parts) + "\n", stops), found.size)


def _listed(follow: Follow, found: Since, site: Site, say: Say) -> str:
    brought = [f"- {say(BROUGHT[kind])}: {number}" for kind, number in found.brought.items()]
    turns = [
        f"- {_turn(change, say)}\n  {site.link(leads_to(follow.community, follow.canvas, change))}" for change in found.changes
    ]
    return "\n".join(brought + turns[:MOST])


def _turn(change: Change, say: Say) -> str:
    """One line; only what an office said is repeated."""
    words = f": {' '.join(change.said.text.split())}" if change.said else ""
    return say(HAPPENED[change.what]) + words
