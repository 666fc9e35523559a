"""What somebody brought is said again in other words only where they allowed it, from the words that stand, and they can end it."""

from typing import get_args

from folkmoot.domain.canvas import going
from folkmoot.domain.community import STREAM
from folkmoot.domain.contribution import Contribution, existing
from folkmoot.domain.participant import active
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused, Words, code, tag, text
from folkmoot.events.alternative import Alternative, AlternativeEnded, AlternativeMade, Level
from folkmoot.events.community import Role
from folkmoot.events.contribution import Kind
from folkmoot.events.entry import canonical
from folkmoot.events.ground import Purpose

LONGEST, LONGEST_TITLE = 60_000, 600
"""Characters. A translation can be three times as long as what it says again."""

DECIDED_ON: frozenset[Kind] = frozenset(["statement", "proposal", "amendment"])
"""What people vote on or support as it stands: a translation that nobody has checked is not shown for it."""

TENDING: tuple[Role, ...] = ("facilitator", "moderator", "officer", "steward")
OFFICIAL: tuple[Role, ...] = ("officer", "steward")

NEEDS: Purpose = "translate"
"""What the person has to allow before anybody else translates their words."""

NOT_ALLOWED = "The person who wrote this has not allowed a translation. Ask them first."
NOT_YOURS = "Only the person who brought this, or an office, can say it again in other words."
NO_SOURCE = "There is nothing to write down; there is no recording with it."
SAME_LANGUAGE = "It is in this language already. Choose another one."
THEIR_VOICE = "Only the person who speaks can say that a transcript is right."


class MakeAlternative(Command, frozen=True, kw_only=True):
    """Say something again. official: the body stands behind it. of: index of the entry with what it was made from, -1 for what
    stands now. The rest is said by the house alone, of what a plugin made, as in `AlternativeMade`.
    """

    contribution: str
    kind: Alternative
    lang: str
    text: str
    title: str = ""
    official: bool = False
    of: int = -1
    plugin: str = ""
    version: str = ""
    engine: str = ""
    missed: int = 0


class EndAlternative(Command, frozen=True):
    """Take an alternative back. entry: index of the one that made it."""

    contribution: str
    entry: int


def draft(kind: Alternative, level: Level, original: Kind) -> bool:
    """Whether an alternative is not shown before somebody checked it.

    A machine's translation is shown as such where nobody votes on it; whatever else a machine made, and a transcript that the
    teller has not approved, is a draft.
    """
    return level == "machine" and (kind != "translation" or original in DECIDED_ON)


def make(command: MakeAlternative, ctx: Context) -> list[Act]:
    piece = existing(ctx, command.contribution)
    if piece.care.for_help:
        raise Refused("This was written for the safeguarding lead alone, and is not said again.")
    kind, lang, of = command.kind, tag(command.lang), _source(command.kind, piece)
    if command.of not in (-1, of):
        return []  # what it was made from does not stand any more, so nobody is told of it
    if kind == "translation" and lang == piece.lang:
        raise Refused(SAME_LANGUAGE)
    level = _level(command, piece, ctx)
    standing = piece.alternatives.get((kind, lang))
    if level == "machine" and standing is not None and standing.of == of:
        return []  # made before, or better than what a machine makes
    fact = AlternativeMade(
        kind=kind,
        lang=lang,
        of=of,
        level=level,
        plugin=command.plugin and code(command.plugin, "the plugin"),
        version=command.version and code(command.version, "its version"),
        engine=command.engine and code(command.engine, "the engine"),
        missed=command.missed,
    )
    return [Act(command.contribution, fact, (_words(command, piece),))]


def _source(kind: Alternative, piece: Contribution) -> int:
    if kind == "transcript":
        if "audio" not in piece.attached:
            raise Refused(NO_SOURCE)
        return piece.attached["audio"]
    return piece.words


def _level(command: MakeAlternative, piece: Contribution, ctx: Context) -> Level:
    allowed = piece.grounded or NEEDS in piece.consents or not piece.by.startswith("p_") or command.kind != "translation"
    if ctx.by == "house":
        _plugin(command, ctx)
        if not allowed:
            raise Refused(NOT_ALLOWED)
        return "machine"
    if command.plugin or command.engine or command.version or command.missed:
        raise Refused("Only the house says what an engine made.")
    going(ctx, piece.canvas)
    active(ctx, piece.canvas)
    if ctx.by == piece.by and not ctx.is_office:
        return "author"
    if not ctx.is_office:
        raise Refused(NOT_YOURS)
    ctx.require(*(OFFICIAL if command.official else TENDING))
    if command.kind == "transcript":
        raise Refused(THEIR_VOICE)
    if not allowed:
        raise Refused(NOT_ALLOWED)
    if not piece.visible:
        raise Refused("This is not shown at the moment, so it is not said again; choose something else.")
    return "official" if command.official else "reviewed"


def _plugin(command: MakeAlternative, ctx: Context) -> None:
    on = ctx.see(STREAM).plugins.get(command.plugin)
    if on is None or on.suspended or "read-allowed" not in on.running.may:
        raise Refused("This plugin is not enabled here, or may not read what people allowed.")


def _words(command: MakeAlternative, piece: Contribution) -> Words:
    payload = {"lang": command.lang, "text": text(command.text, "the text", LONGEST)}
    if command.title.strip():
        payload["title"] = text(command.title, "the title", LONGEST_TITLE)
    return Words(canonical(payload), piece.by if piece.by.startswith("p_") else "office")


def end(command: EndAlternative, ctx: Context) -> list[Act]:
    piece = existing(ctx, command.contribution)
    if ctx.by != piece.by:
        ctx.require(*TENDING)
    if command.entry not in {one.i for one in piece.alternatives.values()}:
        return []
    return [Act(command.contribution, AlternativeEnded(entry=command.entry))]


RULES: dict[type[Command], Decide] = {MakeAlternative: make, EndAlternative: end}

KINDS: tuple[Alternative, ...] = get_args(Alternative)
