"""Each public happening is sent as one signed POST to the address that a steward set."""

import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from folkmoot.plugin import Asking, Delivery, Health, Look, Problem, Receipt, Secret, Settings, Trial, join
from folkmoot_notify_webhook import address, signing
from folkmoot_notify_webhook.sentences import say

if TYPE_CHECKING:
    from folkmoot_notify_webhook.posting import Answer

LONGEST = 4.0
"""Seconds that one POST may take. Others of this plugin wait behind it, so it is less than any of them has."""

GONE = 410
"""Status of HTTP by which a receiver says that it wants to hear no more of it."""

_SENT = ("origin", "index", "kind", "time", "path", "public")

_DECISIONS = ("decision.", "commitment.", "question.answered", "duty.overdue", "canvas.opened", "canvas.concluded")


class Webhook(Settings, frozen=True):
    """url: who is told. secret: what the messages are signed with. kinds: what they are about."""

    url: Annotated[str, msgspec.Meta(max_length=500)] = ""
    secret: Secret = ""
    kinds: Literal["decisions", "everything"] = "decisions"


@join
def settings() -> type[Settings]:
    """Who is told, and of what."""
    return Webhook


@join
def check_settings(ctx: Asking, asked: Trial) -> list[Problem]:
    """Whether the address takes a test message that is signed with the secret."""
    if problems := _problems(ctx):
        return problems
    now = datetime.datetime.fromtimestamp(ctx.minute * 60, datetime.UTC)
    answer = _post(ctx, _body("folkmoot.test", f"{now:%Y-%m-%dT%H:%M}Z", {"community": ctx.community}))
    if answer.taken:
        return []
    said = say("not-taken", ctx.lang, status=answer.status) if answer.status else say("unsent", ctx.lang, why=answer.why)
    return [Problem(said=said, field="url")]


@join
def health(ctx: Asking, asked: Look) -> Health:
    """Whether there are an address and a secret; nothing is sent."""
    problems = _problems(ctx)
    return Health(well=not problems, said=problems[0].said if problems else say("well", ctx.lang))


@join
def deliver(ctx: Asking, asked: Delivery) -> Receipt:
    """Send it, when somebody is to be told of such things."""
    if not ctx.settings.url or not ctx.settings.secret:
        return Receipt(taken=True, said="No address is set up, so nobody waits for it.")
    if ctx.settings.kinds == "decisions" and not asked.kind.startswith(_DECISIONS):
        return Receipt(taken=True, said="Nobody is to be told of such things.")
    if problems := _problems(ctx):
        return Receipt(taken=False, said=problems[0].said, again=1)
    data = {"community": ctx.community, **{name: getattr(asked, name) for name in _SENT}}
    answer = _post(ctx, _body(asked.kind, asked.time, data))
    said = f"The address answered {answer.status}." if answer.status else f"It could not be sent: {answer.why}."
    again = 0 if answer.taken or answer.status == GONE else max(1, answer.later)
    return Receipt(taken=answer.taken, said=said, again=again)


def _problems(ctx: Asking) -> list[Problem]:
    """What is wrong with the settings, as far as can be seen without sending anything."""
    found = []
    if wrong := address.wrong(ctx.settings.url):
        found.append(Problem(said=say(wrong, ctx.lang), field="url"))
    try:
        signing.keys(ctx.secrets.get("secret", ""))
    except signing.NoSecret:
        found.append(Problem(said=say("bad-secret" if ctx.settings.secret else "no-secret", ctx.lang), field="secret"))
    return found


def _post(ctx: Asking, body: bytes) -> "Answer":
    from folkmoot_notify_webhook import posting  # not by the server, which loads this plugin too, and never posts

    headers = signing.headers(ctx.call, ctx.minute * 60, body, signing.keys(ctx.secrets["secret"]))
    return posting.post(ctx.settings.url, body, headers, min(LONGEST, ctx.seconds / 2))


def _body(kind: str, time: str, data: dict[str, Any]) -> bytes:
    """The same bytes at every try. time: as in the record, to the minute; most who read RFC 3339 want seconds too."""
    return msgspec.json.encode({"type": kind, "timestamp": time.replace("Z", ":00Z"), "data": data})
