"""A plugin says in one small file what it is, where it joins and what it may do; the file is read without running the plugin."""

import importlib.machinery
import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec

FILE = "folkmoot-plugin.toml"
"""It lies in the top folder of the plugin's package, so that it comes with the wheel."""

API = 1
"""Number of this contract. It rises when a plugin written for the number before no longer works."""

May = Literal["count", "read-drafts", "read-public", "read-allowed", "network", "programs", "secrets"]
"""What a plugin may be allowed to do, beyond running in this house:
count: count votes. read-drafts: read what offices write before it is shown. read-public: read what everybody can read.
read-allowed: read or hear what its author allowed it to, also where others may not. network: call the hosts it names.
programs: start the programs it names. secrets: be given secrets."""

MAY: tuple[May, ...] = get_args(May)

_KEY = re.compile(r"[a-z][a-z0-9_]{1,29}")
_HOST = re.compile(r"\*|[a-z0-9](?:[a-z0-9.-]{0,252})(?::[0-9]{1,5})?")
_PLACE = re.compile(r"[a-z][a-z_]{2,39}")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a thing of a plugin is called, and what it is, in one language; plain text, never markup."""

    title: str
    help: str = ""


class Way(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people read of a way to decide, by language tag.

    ballot: `several` options are ticked, or `one`.
    """

    words: dict[str, Label]
    ballot: Literal["several", "one"] = "several"


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of a list to choose from. value: short name that is kept."""

    value: str
    words: dict[str, Label]


class Box(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One box of a form that people fill in. box: a line, a longer text, one of `choices`, or a yes that may be ticked.
    required: whether it has to be filled in; leave out what need not be asked.
    """

    name: str
    words: dict[str, Label]
    box: Literal["line", "text", "choice", "yes"] = "line"
    required: bool = False
    choices: tuple[Choice, ...] = ()


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form of its own with which people bring something. kind: of the contribution that it makes, which has all the rights of
    that kind. words: its title, and what it is for.
    """

    words: dict[str, Label]
    boxes: tuple[Box, ...]
    kind: Literal["story", "idea", "offer"] = "story"


class Purpose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A use of words, voice or picture that people are asked to allow, beside those of the house. words: what they are asked, and
    what it means; `{setting}` stands for what that setting says. when: setting without which nobody is asked, empty for always.
    """

    words: dict[str, Label]
    when: str = ""


Made = Literal["translation", "transcript", "easy-read", "summary"]
"""What can be made of a contribution, so that more people can take it in."""


class Making(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a plugin makes alternatives from. needs: uses that the person has to have allowed, its own ones as `plugin/name`."""

    of: Literal["words", "recording"] = "words"
    needs: tuple[str, ...] = ()


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The whole of a manifest.

    key: the plugin's name everywhere, equal to its entry point. api: number of the contract it is written for. licence: SPDX.
    contact: where to ask; security_contact: where to tell of a hole, the same when empty. places: functions it joins with.
    may: what it asks to be allowed. hosts: `name` or `name:port` it calls; `*` when a steward chooses the host in its settings.
    programs: names of those it starts, in its own process. personal_data: whether it reads or keeps what is about people.
    memory: MiB that its own process may take. words: title and summary by language tag, English at least.
    settings: field, or `field.choice` of a choice, -> label by language tag. ways: way to decide -> what people read of it.
    forms: name -> a form with which people bring something. purposes: name -> a use that people are asked to allow.
    alternatives: what it makes of what people bring -> from what, and what they have to have allowed.
    """

    key: str
    api: int
    licence: str
    contact: str
    words: dict[str, Label]
    security_contact: str = ""
    places: tuple[str, ...] = ()
    may: tuple[May, ...] = ()
    hosts: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    personal_data: Literal["none", "reads", "keeps"] = "none"
    memory: Annotated[int, msgspec.Meta(ge=64, le=16_384)] = 512
    settings: dict[str, dict[str, Label]] = {}
    ways: dict[str, Way] = {}
    forms: dict[str, Form] = {}
    purposes: dict[str, Purpose] = {}
    alternatives: dict[Made, Making] = {}

    def label(self, lang: str) -> Label:
        """Title and summary in a language, in English where there is none."""
        return in_language(self.words, lang)


class Unfit(ValueError):
    """A plugin cannot be used; the message says what is wrong, in one sentence for its author or for whoever runs the server."""


def in_language(words: dict[str, Label], lang: str) -> Label:
    """The words in a language; where there are none, those of the language without its region, then English.

    words: by BCP 47 tag; `en` is there.
    """
    return words.get(lang) or words.get(lang.partition("-")[0]) or words["en"]


def tongue(words: dict[str, Label], lang: str) -> str:
    """The language in which `in_language` answers, BCP 47."""
    return next(one for one in (lang, lang.partition("-")[0], "en") if one in words)


def folder(package: str) -> Path:
    """Where a top-level package lies, without importing it.

    Raises Unfit when there is no such package.
    """
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise Unfit(f"The package {package} is not here; install the plugin again.")
    return Path(next(iter(spec.submodule_search_locations)))


def read(package: str) -> Manifest:
    """The manifest of a package, without importing it.

    Raises Unfit when it is missing, is not TOML, or says what no manifest can.
    """
    path = folder(package) / FILE
    try:
        manifest = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Manifest)
    except FileNotFoundError:
        raise Unfit(f"There is no {FILE} in {package}; a plugin says there what it is.") from None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as fault:
        raise Unfit(f"{FILE} of {package} cannot be read: {fault}.") from None
    return sound(manifest)


def sound(manifest: Manifest) -> Manifest:
    """The same manifest, when it is one.

    Raises Unfit with what is wrong.
    """
    if manifest.api != API:
        raise Unfit(f"{manifest.key} is written for number {manifest.api} of the contract, and this release keeps number {API}.")
    if not _KEY.fullmatch(manifest.key):
        raise Unfit("A key has 2 to 30 small letters, digits and _, and begins with a letter.")
    if not manifest.licence or not manifest.contact:
        raise Unfit(f"{manifest.key} has to name its licence and a contact.")
    if misnamed := [name for name in manifest.places if not _PLACE.fullmatch(name)]:
        raise Unfit(f"{misnamed[0]} is no name of a place to join.")
    for name, form in manifest.forms.items():
        _sound_form(name, form)
    _sound_purposes(manifest)
    named = [*manifest.ways, *manifest.forms, *manifest.purposes, *(part for name in manifest.settings for part in name.split("."))]
    if misnamed := [name for name in named if not _NAME.fullmatch(name.replace("_", "-"))]:
        raise Unfit(f"{misnamed[0]} is no name of a way to decide or of a setting.")
    if strange := [host for host in manifest.hosts if not _HOST.fullmatch(host)]:
        raise Unfit(f"{strange[0]} is no host; write a name, or a name with a port.")
    if bool(manifest.hosts) != ("network" in manifest.may):
        raise Unfit(f"{manifest.key} names the hosts it calls exactly when it asks for `network`.")
    if bool(manifest.programs) != ("programs" in manifest.may):
        raise Unfit(f"{manifest.key} names the programs it starts exactly when it asks for `programs`.")
    everything = [manifest.words, *manifest.settings.values(), *(way.words for way in manifest.ways.values())]
    everything += [words for form in manifest.forms.values() for words in _words_of(form)]
    everything += [purpose.words for purpose in manifest.purposes.values()]
    if any("en" not in words for words in everything):
        raise Unfit(f"{manifest.key} has to say everything in English at least, under `en`.")
    if len(described(manifest)) > LONGEST:
        raise Unfit(f"What {manifest.key} says of itself is over {LONGEST // 1024} KiB; shorten it.")
    return manifest


def _sound_purposes(manifest: Manifest) -> None:
    for name, purpose in manifest.purposes.items():
        if purpose.when and purpose.when not in manifest.settings:
            raise Unfit(f"The use {name} is asked for when {purpose.when} is set, and there is no such setting.")
    own = {f"{manifest.key}/{name}" for name in manifest.purposes}
    for kind, making in manifest.alternatives.items():
        if strange := [one for one in making.needs if "/" in one and one not in own]:
            raise Unfit(f"{kind} needs the use {strange[0]}, which {manifest.key} asks nobody for.")


def _words_of(form: Form) -> list[dict[str, Label]]:
    boxes = [words for box in form.boxes for words in (box.words, *(choice.words for choice in box.choices))]
    return [form.words, *boxes]


def _sound_form(name: str, form: Form) -> None:
    boxes = [box.name for box in form.boxes]
    if not boxes or len(boxes) != len(set(boxes)) or not all(_NAME.fullmatch(one.replace("_", "-")) for one in boxes):
        raise Unfit(f"The form {name} needs boxes, each with a name of its own.")
    if not any(box.required and box.box in ("line", "text") for box in form.boxes):
        raise Unfit(f"The form {name} needs one box for words that has to be filled in; without words there is nothing to bring.")
    for box in form.boxes:
        if (box.box == "choice") != bool(box.choices) or len({choice.value for choice in box.choices}) != len(box.choices):
            raise Unfit(f"The box {box.name} of {name} has choices exactly when it is a choice, each with a value of its own.")


LONGEST = 32 * 1024
"""Bytes of what is kept of a manifest."""


def described(manifest: Manifest) -> bytes:
    """What the record keeps of a manifest, so that what a plugin did can be read when it is gone: canonical JSON."""
    return msgspec.json.encode(msgspec.to_builtins(manifest), order="sorted")
