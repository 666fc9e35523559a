"""The form of a plugin's settings comes from its Struct: a box a field, with the words of its manifest."""

from collections.abc import Mapping

import msgspec

from folkmoot.dispatch import Plugin
from folkmoot.plugin import Settings
from folkmoot.plugin.manifest import Label, in_language, tongue
from folkmoot.plugin.settings import Field

PREFIX = "set-"
"""Before the name of a setting, in the names of boxes."""


class Box(msgspec.Struct, frozen=True):
    """One box as it is shown. value: text; `true` of a yes-no that is ticked. lang: of the label. choices: (value, text)."""

    name: str
    field: Field
    label: Label
    lang: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()


class Wrong(ValueError):
    """A box cannot be taken; the message says what to do. field: its setting."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def shown(plugin: Plugin, settings: Settings | None, typed: Mapping[str, str], lang: str) -> tuple[Box, ...]:
    """The boxes of a plugin, with what was typed, or else what is kept.

    settings: those kept, None when they do not fit any more. typed: a form that was sent, empty for none. lang: of the page.
    """
    found = []
    for field in plugin.fields:
        kept = getattr(settings, field.name) if settings is not None else field.default
        value = typed[PREFIX + field.name] if typed else _text(kept)
        words = plugin.manifest.settings[field.name]
        choices = tuple((one, _choice(plugin, field.name, one, lang)) for one in field.choices)
        found.append(Box(PREFIX + field.name, field, in_language(words, lang), tongue(words, lang), value, choices))
    return tuple(found)


def read(plugin: Plugin, typed: Mapping[str, str]) -> Settings:
    """The settings that a form holds.

    Raises Wrong with a sentence for the first box that cannot be taken.
    """
    if plugin.kind is None:
        raise Wrong("", "This plugin has nothing to set.")
    values = {field.name: _value(field, typed[PREFIX + field.name].strip()) for field in plugin.fields}
    for name, value in values.items():
        try:
            msgspec.convert({name: value}, plugin.kind)
        except msgspec.ValidationError:
            raise Wrong(name, _sentence(next(field for field in plugin.fields if field.name == name))) from None
    return msgspec.convert(values, plugin.kind)


def _value(field: Field, text: str) -> bool | int | str:
    if field.kind == "yes-no":
        return text == "true"
    if field.kind == "number":
        try:
            return int(text)
        except ValueError:
            raise Wrong(field.name, "Write a whole number, such as 10.") from None
    return text


def _sentence(field: Field) -> str:
    if field.kind == "number":
        return f"Write a whole number from {field.least if field.least is not None else 'any'} to {field.most}."
    if field.kind == "secret":
        return "Write file: and the name of the file that holds the secret, such as file:webhook-key. Never the secret itself."
    if field.kind == "choice":
        return "Choose one of the list."
    return f"Write at most {field.most} characters." if field.most else "This cannot be taken; write it otherwise."


def _text(value: bool | int | str) -> str:
    return ("true" if value else "") if isinstance(value, bool) else str(value)


def _choice(plugin: Plugin, setting: str, choice: str, lang: str) -> str:
    """What is read of one choice."""
    return in_language(plugin.manifest.settings[f"{setting}.{choice}"], lang).title
