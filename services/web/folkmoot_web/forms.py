"""The forms that the plugins of a community bring, and the words that come of what was filled in."""

from collections.abc import Mapping

import msgspec

from folkmoot.plugin.manifest import Box, Form, Label, in_language
from folkmoot_web.ask import Ask


class Offered(msgspec.Struct, frozen=True):
    """A form as it is offered. name: `plugin/name`."""

    name: str
    label: Label


def offered(ask: Ask) -> list[Offered]:
    """The forms that people can fill in here, in the order in which their plugins were enabled."""
    plugins = ask.front.installation.plugins.plugins
    here = ask.front.installation.plugging.enabled(ask.community)
    return [
        Offered(f"{key}/{name}", in_language(form.words, ask.locale))
        for key, on in here.items()
        if key in plugins and not on.suspended
        for name, form in plugins[key].manifest.forms.items()
        if f"{name}:{form.kind}" in on.running.forms
    ]


def found(ask: Ask, plugin: str, form: str) -> Form | None:
    """A form that is offered, None when it is not."""
    name = f"{plugin}/{form}"
    if name not in {one.name for one in offered(ask)}:
        return None
    return ask.front.installation.plugins.plugins[plugin].manifest.forms[form]


def titled(ask: Ask, name: str) -> str:
    """What a form is called, its code when it is gone. name: `plugin/name`."""
    key, _, form = name.partition("/")
    plugin = ask.front.installation.plugins.plugins.get(key)
    known = plugin.manifest.forms.get(form) if plugin else None
    return in_language(known.words, ask.locale).title if known else name


def answered(box: Box, answer: str) -> bool:
    """Whether a box can hold an answer."""
    if box.box == "choice":
        return answer in {choice.value for choice in box.choices}
    return answer == "yes" if box.box == "yes" else True


def composed(form: Form, answers: Mapping[str, str], lang: str) -> str:
    """The answers as a text that reads on without the plugin: what was asked, and below it what was answered.

    answers: box -> answer, without empty ones. lang: of what was asked.
    """
    parts = []
    for box in form.boxes:
        if box.name in answers:
            label, said = in_language(box.words, lang).title, answers[box.name]
            said = next((in_language(one.words, lang).title for one in box.choices if one.value == said), said)
            parts.append(label if box.box == "yes" else f"{label}\n{said}")
    return "\n\n".join(parts)
