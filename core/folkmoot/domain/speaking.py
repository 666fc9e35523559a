"""Whatever a person writes is a contribution, with its own consent: also the words of a topic, a theme, a version, a reason."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from folkmoot.domain.community import STREAM
from folkmoot.domain.contribution import LONGEST, LONGEST_IMPORTED
from folkmoot.domain.rules import Act, Command, Context, Refused, Words, authored, code, office, tag, text
from folkmoot.domain.telling import NOTHING, Telling, parts
from folkmoot.events.contribution import Kind, Received, Shared
from folkmoot.events.entry import canonical
from folkmoot.events.ground import ConsentGiven, DutyStated, Purpose


class Spoken(Command, frozen=True):
    """Words that come with a command. publish: the person says yes to showing them; without that they stay private.

    notice: id and version of the consent wording shown, and notice_text its full wording, kept as evidence.
    """

    text: str
    lang: str = "und"
    title: str = ""
    publish: bool = False
    notice: str = ""
    notice_text: str = ""
    notice_lang: str = ""


class Said(Protocol):
    """What has words in a language, perhaps with a title."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def lang(self) -> str:
        """BCP 47."""

    @property
    def title(self) -> str:
        """Empty for none."""


def speak(command: Spoken, kind: Kind, canvas: str, ctx: Context) -> tuple[str, list[Act]]:
    """The words of a command as a public contribution to a canvas: its id, and what is to be recorded first.

    Raises Refused when the person does not say yes to showing them: what others are to act on they have to be able to read.
    """
    if not (command.publish or ctx.is_office):
        raise Refused("Others can only work with words that they can read. Say yes to showing them, or leave it for now.")
    stream, acts = speak_privately(command, kind, canvas, ctx)
    return stream, acts + grounds(command, stream, ctx)


def speak_privately(command: Spoken, kind: Kind, canvas: str, ctx: Context) -> tuple[str, list[Act]]:
    """The same for words that only the host reads."""
    stream = ctx.new("con_")
    fact = Received(canvas=canvas, kind=kind, lang=tag(command.lang))
    return stream, [Act(stream, fact, (words_of(command, kind, ctx),))]


def words_of(
    command: Said, kind: Kind, ctx: Context, telling: Telling = NOTHING, answers: Mapping[str, str] = MappingProxyType({})
) -> Words:
    """What is said, under the key of its author or, when an office speaks, under no person's key. answers: to a form.

    Raises Refused when it is empty, too long or not to be shown.
    """
    imported = ctx.via == "import"
    what = {"story": "your story", "idea": "your idea", "statement": "your statement"}.get(kind, f"your {kind}")
    body = text(command.text, what, (LONGEST_IMPORTED if imported else LONGEST)[kind])
    if kind == "statement" and "\n" in body and not imported:
        raise Refused("A statement is one sentence on one line; put the rest in a comment.")
    more: dict[str, Any] = {"title": text(command.title, "the title", 200)} if command.title.strip() else {}
    more |= parts(telling, kind)
    if answers:
        more["answers"] = {name: text(answer, "each answer", LONGEST[kind]) for name, answer in answers.items()}
    return (office if ctx.is_office else authored)(body, command.lang, **more)


def grounds(command: Spoken, stream: str, ctx: Context) -> list[Act]:
    """What makes words public: the duty of an office, or consent; nothing when the person said no."""
    if ctx.is_office:
        return [Act(stream, DutyStated()), Act(stream, Shared())]
    if not command.publish:
        return []
    given = consent(("publish",), command.notice, command.notice_text, command.notice_lang, ctx)
    return [Act(stream, *given), Act(stream, Shared())]


def consent(purposes: tuple[Purpose, ...], notice: str, wording: str, lang: str, ctx: Context) -> tuple[ConsentGiven, tuple[Words]]:
    """Consent, with the wording that was shown as evidence.

    Raises Refused without that wording.
    """
    if not all(map(ctx.see(STREAM).asks_for, purposes)):
        raise Refused("One of these uses is not asked for here any more; reload the page and answer again.")
    if not (notice and wording and lang):
        raise Refused("Consent needs the wording that was shown; reload the page and answer again.")
    fact = ConsentGiven(purposes=purposes, notice=code(notice, "the notice"), lang=tag(lang))
    wording = text(wording, "the wording that was shown", 10_000)
    evidence = canonical({"lang": lang, "minute": ctx.minute, "notice": notice, "shown": wording, "via": ctx.via})
    return fact, (Words(evidence, "author"),)
