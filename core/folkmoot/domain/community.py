"""A community always has a steward, and everything done in it is done under the charter in force."""

from typing import get_args

import msgspec

from folkmoot.domain.decision import binding
from folkmoot.domain.enabled import On, follow
from folkmoot.domain.rules import Act, Command, Context, Official, Refused, code, office, tag, text
from folkmoot.events.community import (
    HELPLINE,
    CharterAdopted,
    CharterAmended,
    Founded,
    KeysStated,
    Role,
    RoleGiven,
    RoleTakenBack,
    Rules,
    SourceNamed,
)
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.ground import Purpose
from folkmoot.events.record import Redacted

STREAM = "community"


class Community(msgspec.Struct):
    """Charter in force, who holds which role, which plugins are on, what was redacted (entry, seal)."""

    founded: bool = False
    languages: tuple[str, ...] = ()
    charter: int = 0
    rules: Rules = Rules()
    roles: dict[str, set[str]] = {}
    plugins: dict[str, On] = {}
    redacted: set[tuple[int, int]] = set()

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case Founded():
                self.founded, self.languages = True, fact.languages
            case CharterAdopted() | CharterAmended():
                self.charter, self.rules = fact.version, fact.rules
            case RoleGiven():
                self.roles.setdefault(fact.office, set()).add(fact.role)
            case RoleTakenBack():
                self.roles.get(fact.office, set()).discard(fact.role)
            case Redacted():
                self.redacted.add((fact.entry, fact.seal))
            case _:
                follow(self.plugins, entry, fact)

    def holds(self, office: str, role: str) -> bool:
        """Whether an office holds a role now."""
        return role in self.roles.get(office, ())

    def has(self, role: str) -> bool:
        """Whether any office holds a role now."""
        return any(role in held for held in self.roles.values())

    def serves(self, office: str) -> bool:
        """Whether an office holds any role now."""
        return bool(self.roles.get(office))

    def brings(self, method: str) -> bool:
        """Whether a plugin that is enabled, and not suspended, brings a way to decide."""
        return any(method in on.running.methods and not on.suspended for on in self.plugins.values())

    def offers(self, form: str, kind: str) -> bool:
        """Whether a plugin that is enabled, and not suspended, brings a form, `plugin/name`, for a kind of contribution."""
        key, _, name = form.partition("/")
        on = self.plugins.get(key)
        return on is not None and not on.suspended and f"{name}:{kind}" in on.running.forms

    def asks_for(self, purpose: Purpose) -> bool:
        """Whether people are asked to allow a use here: one of the house, or of a plugin that is enabled and not suspended."""
        key, _, name = purpose.partition("/")
        on = self.plugins.get(key)
        return not name or (on is not None and not on.suspended and name in on.running.purposes)

    @property
    def lang(self) -> str:
        """The default language, in which offices speak unless they say otherwise."""
        return self.languages[0] if self.languages else "und"


class Source(msgspec.Struct):
    """Where imported words come from."""

    licence: str = ""

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        if isinstance(fact, SourceNamed):
            self.licence = fact.licence


class FoundCommunity(Command, frozen=True):
    """languages: BCP 47 tags, the first is the default. steward: title of the first steward. checkpoint_key,
    receipt_key: C2SP vkeys.
    """

    name: str
    languages: tuple[str, ...]
    charter: str
    steward: str
    checkpoint_key: str
    receipt_key: str
    rules: Rules = Rules()


class AmendCharter(Command, frozen=True):
    """decision: the tallied one that this carries out, empty for none."""

    charter: str
    reason: str
    rules: Rules
    decision: str = ""


class GiveRole(Command, frozen=True):
    """title: how people know the office. office: one that exists, or empty to make a new one. decision: the tallied one
    that this carries out, empty for none.
    """

    role: Role
    title: str
    office: str = ""
    decision: str = ""


class TakeRoleBack(Command, frozen=True):
    """decision: the tallied one that this carries out, empty for none."""

    office: str
    role: Role
    reason: str
    decision: str = ""


class NameSource(Command, frozen=True):
    licence: str
    attribution: str
    url: str = ""


def found(command: FoundCommunity, ctx: Context) -> list[Act]:
    if ctx.by != "house":
        raise Refused("A community is founded on the server itself; ask whoever runs it.")
    if ctx.see(STREAM).founded:
        raise Refused("This community exists already; choose another name.")
    if not command.languages:
        raise Refused("Name at least one language.")
    languages = tuple(dict.fromkeys(tag(language) for language in command.languages))
    lang = languages[0]
    return [
        Act(STREAM, Founded(languages=languages), (office(text(command.name, "a name", 200), lang),)),
        Act(STREAM, KeysStated(checkpoint=command.checkpoint_key, receipt=command.receipt_key)),
        Act(
            STREAM,
            CharterAdopted(version=1, rules=_sound(command.rules)),
            (office(text(command.charter, "the charter", 20_000), lang),),
        ),
        Act(
            STREAM,
            RoleGiven(office=ctx.new("o_"), role="steward"),
            (office(text(command.steward, "a title for the steward", 200), lang),),
        ),
    ]


def _sound(rules: Rules) -> Rules:
    within = 1 <= rules.grain <= 1440 and 0 <= rules.notice <= 8760 and rules.small >= 3
    if not within or not 0 <= rules.seconds <= 1000 or not 1 <= rules.answer <= 366:
        raise Refused(
            "Choose a time grain of 1 to 1440 minutes and a notice of 0 to 8760 hours. "
            "Choose small groups of 3 or more, 0 to 1000 people who second, and 1 to 366 days to answer."
        )
    if not 1 <= rules.care <= 31 or not HELPLINE.fullmatch(rules.helpline):
        raise Refused(
            "Choose 1 to 31 days to read a call for help, and give the helpline as digits with hyphens, or leave it empty."
        )
    if not rules.opens or not set(rules.opens) <= {"resident", *get_args(Role)}:
        raise Refused("Say who may open a canvas: roles of this community, or resident for everyone.")
    return rules


def amend_charter(command: AmendCharter, ctx: Context) -> list[Act]:
    ctx.require("steward")
    now: Community = ctx.see(STREAM)
    fact = CharterAmended(version=now.charter + 1, rules=_sound(command.rules), decision=_carried(ctx, command.decision))
    words = text(command.charter, "the charter", 20_000), text(command.reason, "the reason", 2_000)
    return [Act(STREAM, fact, tuple(office(part, now.lang) for part in words))]


def give_role(command: GiveRole, ctx: Context) -> list[Act]:
    ctx.require("steward")
    now: Community = ctx.see(STREAM)
    if command.office and command.office not in now.roles:
        raise Refused("There is no such office; leave the office empty to make a new one.")
    if command.office and now.holds(command.office, command.role):
        raise Refused(f"This office holds the role {command.role} already.")
    fact = RoleGiven(office=command.office or ctx.new("o_"), role=command.role, decision=_carried(ctx, command.decision))
    return [Act(STREAM, fact, (office(text(command.title, "a title for the office", 200), now.lang),))]


def take_role_back(command: TakeRoleBack, ctx: Context) -> list[Act]:
    ctx.require("steward")
    now: Community = ctx.see(STREAM)
    if not now.holds(command.office, command.role):
        raise Refused(f"This office does not hold the role {command.role}.")
    if command.role == "steward" and sum("steward" in held for held in now.roles.values()) == 1:
        raise Refused("The last steward cannot leave; give the role to another office first.")
    words = office(text(command.reason, "the reason", 2_000), now.lang)
    fact = RoleTakenBack(office=command.office, role=command.role, decision=_carried(ctx, command.decision))
    return [Act(STREAM, fact, (words,))]


def _carried(ctx: Context, decision: str) -> str:
    """The decision that something carries out, or none."""
    if decision:
        binding(ctx, decision)
    return decision


def name_source(command: NameSource, ctx: Context) -> list[Act]:
    ctx.require("steward", "facilitator")
    if command.url and not (command.url.startswith(("https://", "http://")) and len(command.url) <= 500):
        raise Refused("Give the address of the source in full; it starts with https://.")
    fact = SourceNamed(licence=code(command.licence, "the licence"), url=command.url)
    words = text(command.attribution, "the attribution", 2_000)
    return [Act(ctx.new("src_"), fact, (office(words, ctx.see(STREAM).lang),))]


def answers(ctx: Context, body: str, refusal: str) -> None:
    """Refuse unless who asks may answer for an office: that office while it serves, after that any officer; or the house.

    refusal: the sentence for those who would speak for an office that serves.
    """
    if ctx.by == "house":
        return
    if not ctx.see(STREAM).serves(body):
        ctx.require("officer")
    elif ctx.by != body:
        raise Refused(refusal)


def tongue(command: Official, ctx: Context) -> str:
    """The language of the words of office that come with a command.

    Raises Refused when it is not written as one.
    """
    first: str = ctx.see(STREAM).lang
    return tag(command.lang) if command.lang else first
