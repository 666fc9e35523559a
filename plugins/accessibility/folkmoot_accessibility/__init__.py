"""An office that asks is told how more people could read what it writes, and public words are read aloud to whoever asks."""

from typing import Annotated

import msgspec

from folkmoot.plugin import Aloud, Asking, Draft, Health, Hint, Look, Settings, Sound, join
from folkmoot_accessibility.advice import advice


class Accessibility(Settings, frozen=True):
    """most_words: that a sentence should have, 25 on GOV.UK. grade: years of school for which offices write English."""

    most_words: Annotated[int, msgspec.Meta(ge=10, le=60)] = 25
    grade: Annotated[int, msgspec.Meta(ge=5, le=14)] = 9


@join
def settings() -> type[Settings]:
    """How long a sentence may be, and how hard a text."""
    return Accessibility


@join
def hints(ctx: Asking, asked: Draft) -> list[Hint]:
    """Long sentences, and in English hard words and the grade, in the language of whoever wrote."""
    return advice(asked.text, asked.lang, ctx.settings.most_words, ctx.settings.grade, ctx.lang)


@join
def speak(ctx: Asking, asked: Aloud) -> Sound:
    """Speech, where espeak-ng is installed and has a voice for the language."""
    from folkmoot_accessibility import aloud  # not by the server, which never speaks

    return Sound(file=aloud.spoken(asked.text, asked.lang) if aloud.here() else b"")


@join
def health(ctx: Asking, asked: Look) -> Health:
    """Whether words can be read aloud; advice on words always works."""
    from folkmoot_accessibility import aloud

    words = _SAID["well" if aloud.here() else "no-voice"]
    return Health(well=aloud.here(), said=words.get(ctx.lang.partition("-")[0], words["en"]))


_SAID: dict[str, dict[str, str]] = {
    "well": {
        "en": "It gives advice on words, and reads them aloud.",
        "cy": "Mae’n rhoi cyngor ar eiriau, ac yn eu darllen yn uchel.",
        "pl": "Doradza w sprawie słów i czyta je na głos.",
        "ur": "یہ الفاظ پر مشورہ دیتا ہے، اور انہیں بلند آواز سے پڑھتا ہے۔",
    },
    "no-voice": {
        "en": "It gives advice on words. To read them aloud it needs a program: ask whoever runs the server to install espeak-ng.",
        "cy": "Mae’n rhoi cyngor ar eiriau. I’w darllen yn uchel mae angen y rhaglen espeak-ng ar y gweinydd.",
        "pl": "Doradza w sprawie słów. Aby je czytać na głos, potrzebuje programu: poproś osobę, która prowadzi serwer, o espeak-ng.",
        "ur": "یہ الفاظ پر مشورہ دیتا ہے۔ انہیں بلند آواز سے پڑھنے کے لیے سرور پر espeak-ng چاہیے۔",
    },
}
