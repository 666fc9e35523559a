"""Everybody reads which plugins run here, what each may do and what it did; a steward enables, sets up, tries and disables them."""

import asyncio
from typing import Annotated

import msgspec

from folkmoot.dispatch import Plugin, Told
from folkmoot.domain.plugin import ConfigurePlugin, DisablePlugin, EnablePlugin
from folkmoot.domain.rules import Refused
from folkmoot.plugin import PLACES, Look, Trial
from folkmoot.plugin.manifest import Label, Manifest, in_language, tongue
from folkmoot.views import plugin as plugins_seen
from folkmoot.views.reading import View
from folkmoot_web import boxes
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import everyone, roles
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/plugins"
ONE = ROOT + "/{plugin}"
STEWARD = roles("steward")

FIELDS = {"the reason": "reason"}
"""Words of a refusal -> the field that it is about."""

CHANGED = "What is installed is not what this page showed; look at what it asks for now, and choose again."
NOT_TICKED = "Tick the box to say that you have read what it may do, and that you want it here."


class Enabling(msgspec.Struct):
    """The form. code: of what the steward was shown. agreed: the box."""

    code: Annotated[str, msgspec.Meta(max_length=64)] = ""
    agreed: bool = False


class Setting(msgspec.Struct):
    """The form of settings; its boxes are read by their names. what: `try` or `keep`."""

    what: Annotated[str, msgspec.Meta(max_length=10)] = "keep"


class Leaving(msgspec.Struct):
    """The form. reason: words of office."""

    reason: str = ""
    key: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Health(msgspec.Struct):
    """health: whether to ask the plugin how it is."""

    health: bool = False


class Shown(msgspec.Struct, frozen=True):
    """One plugin on a page. installed: what is here, None when it is not. line: what the record says, None when it is not
    enabled. manifest: of what is here, or else what the record kept. state: `on`, `suspended`, `missing`, `resting`, `off` or
    `gone`. lang: of the label, empty where that is that of the page.
    """

    key: str
    installed: Plugin | None
    line: plugins_seen.Line | None
    manifest: Manifest | None
    state: str
    label: Label
    lang: str

    @property
    def version(self) -> str:
        """The version that runs, or would."""
        return self.line.running.version if self.line else self.installed.version if self.installed else ""

    @property
    def may(self) -> tuple[str, ...]:
        """What it is allowed, or asks to be."""
        return self.line.running.may if self.line else self.manifest.may if self.manifest else ()

    @property
    def here(self) -> bool:
        """Whether some of it runs in the server's own process."""
        return self.installed is not None and any(PLACES[name].runs != "apart" for name in self.installed.places)

    @property
    def apart(self) -> bool:
        """Whether some of it runs in a process of its own."""
        return self.installed is not None and any(PLACES[name].runs == "apart" for name in self.installed.places)

    @property
    def healthy(self) -> bool:
        """Whether it can be asked how it is."""
        return self.installed is not None and self.state == "on" and "health" in self.installed.places

    @property
    def more(self) -> tuple[str, ...]:
        """What the installed version asks for beyond what was granted."""
        if self.line is None or self.installed is None:
            return ()
        return tuple(one for one in self.installed.manifest.may if one not in self.line.running.may)


@routes.read(ROOT, may=everyone)
def plugins(ask: Ask) -> Answer:
    """Which plugins are enabled; for a steward also which others are installed, and which cannot be used."""
    view, installed = ask.view, ask.front.installation.plugins
    lines = plugins_seen.plugins(view)
    on = [shown_of(ask, view, key, lines.get(key)) for key in lines]
    steward = "steward" in ask.roles
    off = [shown_of(ask, view, key, None) for key in installed.plugins if key not in lines] if steward else []
    gone = [shown_of(ask, view, key, None) for key in plugins_seen.known(view) if key not in lines and key not in installed.plugins]
    aside = installed.set_aside if steward else {}
    return Page.of("plugins.html", **around.values(ask, view), on=on, off=off, gone=gone, aside=aside)


@routes.read(ONE, may=everyone, query=Health)
async def plugin(ask: Ask, plugin: str, query: Health | None = None) -> Answer:
    """What one plugin is, may do and did here, with a steward's forms."""
    health = None
    if query is not None and query.health and "steward" in ask.roles:
        health = await _health(ask, plugin)
    return _page(ask, plugin, health=health)


def _page(ask: Ask, plugin: str, health: Told | None = None, tried: bool = False) -> Page:
    view = ask.view
    shown = shown_of(ask, view, plugin, plugins_seen.plugins(view).get(plugin))
    history = plugins_seen.history(view, plugin)
    if shown.installed is None and not history:
        raise not_here()
    return Page.of(
        "plugin.html",
        **around.values(ask, view),
        shown=shown,
        history=history,
        boxes=_boxes(ask, shown) if "steward" in ask.roles else (),
        ways=_ways(ask, shown),
        health=health,
        waiting=ask.front.installation.delivering.waiting(ask.community, plugin) if "steward" in ask.roles else 0,
        to_make=ask.front.installation.making.jobs.waiting(ask.community, plugin) if "steward" in ask.roles else (0, 0, ""),
        tried=tried,
        fresh=around.fresh,
    )


@routes.act(f"{ONE}/enable", may=STEWARD, form=Enabling, again=plugin)
async def enabled(ask: Ask, form: Enabling, plugin: str) -> Answer:
    """Have it asked from now on, with all that it asks to be allowed."""
    here = _here(ask, plugin)
    if not form.agreed:
        ask.fault = "agreed"
        raise Problem(422, NOT_TICKED)
    if form.code != here.code:
        raise Problem(409, CHANGED)
    await ask.do(EnablePlugin(**ask.front.installation.plugging.wanted(here)))
    ask.front.installation.plugging.dispatcher.forgive(ask.community, plugin)
    return Go(f"/c/{ask.community}/plugins/{plugin}")


@routes.act(f"{ONE}/settings", may=STEWARD, form=Setting, again=plugin)
async def configured(ask: Ask, form: Setting, plugin: str) -> Answer:
    """Try settings, and keep them when they are to be kept and nothing is wrong with them."""
    here = _here(ask, plugin)
    try:
        settings = boxes.read(here, ask.typed)
    except boxes.Wrong as wrong:
        ask.fault = boxes.PREFIX + wrong.field
        raise Problem(422, str(wrong)) from None
    if "check_settings" in here.places:
        plugging = ask.front.installation.plugging
        told = await asyncio.to_thread(plugging.try_out, ask.community, here, settings, "check_settings", Trial(), ask.locale)
        _wrong_with(ask, here, told)
    if form.what == "try":
        return _page(ask, plugin, tried=True)
    await ask.do(ConfigurePlugin(plugin=plugin, version=here.version, settings=msgspec.to_builtins(settings)))
    return Go(f"/c/{ask.community}/plugins/{plugin}")


@routes.act(f"{ONE}/disable", may=STEWARD, form=Leaving, again=plugin)
async def disabled(ask: Ask, form: Leaving, plugin: str) -> Answer:
    """Have it asked nothing any more. What it did stays, and can be read."""
    try:
        await ask.do(DisablePlugin(plugin=plugin, reason=form.reason), form.key)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "")
        raise
    return Go(f"/c/{ask.community}/plugins")


def _wrong_with(ask: Ask, here: Plugin, told: Told) -> None:
    """Refuse what the plugin found wrong with settings, or that it could not look."""
    if not told.answered:
        raise Problem(422, f"{here.manifest.label(ask.locale).title} could not try these settings: {told.why}.")
    if told.answer:
        problem = told.answer[0]
        known = {field.name for field in here.fields}
        ask.fault = boxes.PREFIX + problem.field if problem.field in known else ""
        raise Problem(422, " ".join(one.said for one in told.answer))


def _here(ask: Ask, plugin: str) -> Plugin:
    found = ask.front.installation.plugins.plugins.get(plugin)
    if found is None:
        raise not_here()
    return found


async def _health(ask: Ask, key: str) -> Told | None:
    plugging = ask.front.installation.plugging
    joined = next(((here, on) for here, on in plugging.joining(ask.community, "health") if here.key == key), None)
    return await asyncio.to_thread(plugging.ask_one, ask.community, *joined, "health", Look(), ask.locale) if joined else None


def shown_of(ask: Ask, view: View, key: str, line: plugins_seen.Line | None) -> Shown:
    """A plugin as pages show it. line: what the record says of it now, None when it is not enabled."""
    installed = ask.front.installation.plugins.plugins.get(key)
    manifest = installed.manifest if installed else _kept(ask, view, key)
    label = manifest.label(ask.locale) if manifest else Label(key)
    lang = tongue(manifest.words, ask.locale) if manifest else ""
    return Shown(key, installed, line, manifest, _state(ask, key, installed, line), label, "" if lang == ask.locale else lang)


def _state(ask: Ask, key: str, installed: Plugin | None, line: plugins_seen.Line | None) -> str:
    if line is None:
        return "off" if installed else "gone"
    if line.suspended:
        return "suspended"
    if installed is None:
        return "missing"
    return "resting" if ask.front.installation.plugging.dispatcher.rests(ask.community, key) else "on"


def _kept(ask: Ask, view: View, key: str) -> Manifest | None:
    """What the record kept of what a plugin said of itself, for when it is gone."""
    told = plugins_seen.told(view, key)
    blob = ask.front.installation.store.blob(ask.community, told) if told else None
    try:
        return msgspec.json.decode(blob, type=Manifest) if blob else None
    except msgspec.ValidationError:  # kept by another release
        return None


def _ways(ask: Ask, shown: Shown) -> list[Label]:
    return [in_language(way.words, ask.locale) for way in shown.manifest.ways.values()] if shown.manifest else []


def _boxes(ask: Ask, shown: Shown) -> tuple[boxes.Box, ...]:
    if shown.installed is None or shown.line is None:
        return ()
    plugging = ask.front.installation.plugging
    on = plugging.enabled(ask.community).get(shown.key)
    return (
        boxes.shown(shown.installed, plugging.settings_or_none(ask.community, shown.installed, on), ask.typed, ask.locale)
        if on
        else ()
    )
