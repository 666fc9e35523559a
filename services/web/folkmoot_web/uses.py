"""The uses of their words, voice or picture that people are asked to allow, those of the house first and then those of its plugins."""

import msgspec

from folkmoot.events.ground import Purpose
from folkmoot.plugin.manifest import in_language, tongue
from folkmoot_web.ask import Ask
from folkmoot_web.pages import consent


class Use(msgspec.Struct, frozen=True):
    """What people read of a use that a plugin asks for. lang: of the words."""

    purpose: Purpose
    title: str
    help: str
    lang: str


def of_plugins(ask: Ask) -> list[Use]:
    """The uses that the plugins of this community ask for now, in the order in which they were enabled."""
    plugging, installed = ask.front.installation.plugging, ask.front.installation.plugins.plugins
    found = []
    for key, on in plugging.enabled(ask.community).items():
        plugin = installed.get(key)
        if plugin is None or on.suspended:
            continue
        settings = plugging.settings_or_none(ask.community, plugin, on)
        said = {field.name: str(getattr(settings, field.name, "")) for field in plugin.fields if field.kind == "text"}
        for name, purpose in plugin.manifest.purposes.items():
            if name in on.running.purposes and (not purpose.when or said.get(purpose.when)):
                label = in_language(purpose.words, ask.locale)
                title, help_ = (_filled(text, said) for text in (label.title, label.help))
                found.append(Use(f"{key}/{name}", title, help_, tongue(purpose.words, ask.locale)))
    return found


def _filled(text: str, said: dict[str, str]) -> str:
    for name, value in said.items():
        text = text.replace("{" + name + "}", value)
    return text


def asked(ask: Ask, kind: str) -> dict[str, str]:
    """The fields of a consent that was asked for with the wording of the house and of its plugins. kind: of contribution."""
    wording = consent.asked(ask.locale, kind)
    more = [part for use in of_plugins(ask) for part in (use.title, use.help) if part]
    return wording | {"notice_text": "\n".join([wording["notice_text"], *more])}
