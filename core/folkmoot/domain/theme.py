"""A theme is made over contributions; a link to it has a reason, and whoever told what is linked can end the link."""

import msgspec

from folkmoot.domain.canvas import going
from folkmoot.domain.contribution import Contribution, shown
from folkmoot.domain.participant import active
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused
from folkmoot.domain.speaking import Spoken, speak
from folkmoot.events.contribution import Kind
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.theme import LinkContested, LinkUpheld, ThemeLinked, ThemeMade, ThemeRenamed, Unlinked

NO_THEME = "There is no such theme here; go back to the canvas and choose one."

GROUPED: tuple[Kind, ...] = ("story", "idea", "statement", "comment", "question", "offer")
"""What can be in a theme."""


class Tie(msgspec.Struct):
    """A link. by: who linked it. contested: everyone who contested it. doubted: somebody did since it was last upheld."""

    by: str
    contested: set[str] = set()
    doubted: bool = False


class Theme(msgspec.Struct):
    """by: who made it. ties: contribution -> the link to it, kept when its teller ended it."""

    canvas: str = ""
    by: str = ""
    ties: dict[str, Tie] = {}

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case ThemeMade():
                self.canvas, self.by = fact.canvas, entry.by
            case ThemeLinked():
                self.ties[fact.contribution] = Tie(entry.by)
            case LinkContested() if tie := self.ties.get(fact.contribution):
                tie.contested.add(entry.by)
                tie.doubted = True
            case LinkUpheld() if tie := self.ties.get(fact.contribution):
                tie.doubted = False
            case Unlinked():
                self.ties.pop(fact.contribution, None)

    def standing(self, contribution: str, teller: str) -> Tie | None:
        """The link to a contribution that `teller` brought, None when there is none or its teller ended it."""
        tie = self.ties.get(contribution)
        return None if tie is None or teller in tie.contested else tie


class MakeTheme(Spoken, frozen=True, kw_only=True):
    """text: its name."""

    canvas: str


class RenameTheme(Spoken, frozen=True, kw_only=True):
    """text: its new name."""

    theme: str


class LinkToTheme(Spoken, frozen=True, kw_only=True):
    """text: why the contribution is about the theme."""

    theme: str
    contribution: str


class ContestLink(Spoken, frozen=True, kw_only=True):
    """text: why it is not about the theme."""

    theme: str
    contribution: str


class UpholdLink(Spoken, frozen=True, kw_only=True):
    """text: why a contested link stays."""

    theme: str
    contribution: str


class Unlink(Command, frozen=True):
    theme: str
    contribution: str


def make_theme(command: MakeTheme, ctx: Context) -> list[Act]:
    going(ctx, command.canvas)
    active(ctx, command.canvas)
    words, acts = speak(command, "theme", command.canvas, ctx)
    return [*acts, Act(ctx.new("the_"), ThemeMade(canvas=command.canvas, text=words))]


def rename_theme(command: RenameTheme, ctx: Context) -> list[Act]:
    state = _at_work(ctx, command.theme)
    if state.by != ctx.by:
        ctx.require("facilitator")
    words, acts = speak(command, "theme", state.canvas, ctx)
    return [*acts, Act(command.theme, ThemeRenamed(text=words))]


def link_to_theme(command: LinkToTheme, ctx: Context) -> list[Act]:
    state = _at_work(ctx, command.theme)
    piece = shown(ctx, command.contribution)
    if piece.canvas != state.canvas or piece.kind not in GROUPED:
        raise Refused("Choose something that people brought to the same canvas.")
    tie = state.ties.get(command.contribution)
    if tie and piece.by not in tie.contested:
        raise Refused("This is in the theme already; contest the link if you think it should not be.")
    if tie and piece.by != ctx.by:
        raise Refused("Whoever told this took it out of the theme; only they can put it back.")
    because, acts = speak(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.theme, ThemeLinked(contribution=command.contribution, because=because))]


def contest_link(command: ContestLink, ctx: Context) -> list[Act]:
    state = _at_work(ctx, command.theme)
    tie = _standing(ctx, state, command.contribution)
    if ctx.by in tie.contested:
        return []
    because, acts = speak(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.theme, LinkContested(contribution=command.contribution, because=because))]


def uphold_link(command: UpholdLink, ctx: Context) -> list[Act]:
    state = _at_work(ctx, command.theme)
    tie = _standing(ctx, state, command.contribution)
    if tie.by != ctx.by:
        ctx.require("facilitator")
    if not tie.doubted:
        raise Refused("Nobody contests this link, so there is nothing to answer.")
    because, acts = speak(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.theme, LinkUpheld(contribution=command.contribution, because=because))]


def unlink(command: Unlink, ctx: Context) -> list[Act]:
    state = _at_work(ctx, command.theme)
    if _standing(ctx, state, command.contribution).by != ctx.by:
        raise Refused("Only whoever made this link can take it back; contest it instead.")
    return [Act(command.theme, Unlinked(contribution=command.contribution))]


def theme_of(ctx: Context, theme: str) -> Theme:
    """A theme that was made; else refuse."""
    state = ctx.look(theme, Theme, NO_THEME)
    if not state.canvas:
        raise Refused(NO_THEME)
    return state


def _at_work(ctx: Context, theme: str) -> Theme:
    """A theme in a canvas in which the one who asks may act; else refuse."""
    state = theme_of(ctx, theme)
    going(ctx, state.canvas)
    active(ctx, state.canvas)
    return state


def _standing(ctx: Context, state: Theme, contribution: str) -> Tie:
    piece = ctx.look(contribution, Contribution, "This is not in the theme.")
    tie = state.standing(contribution, piece.by)
    if tie is None:
        raise Refused("This is not in the theme, or not any more; reload the page.")
    return tie


RULES: dict[type[Command], Decide] = {
    MakeTheme: make_theme,
    RenameTheme: rename_theme,
    LinkToTheme: link_to_theme,
    ContestLink: contest_link,
    UpholdLink: uphold_link,
    Unlink: unlink,
}
