"""A language has its words in a gettext catalogue, which is read when somebody first asks for that language."""

import functools
import io
from gettext import GNUTranslations
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "folkmoot"


def path(locale: str) -> Path:
    """Where the words of a language stand, as GNU gettext has it."""
    return FOLDER / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


@functools.cache
def catalogue(locale: str) -> GNUTranslations:
    """The words of a language: nothing has to be compiled beforehand, and none is read for the source language.

    Raises FileNotFoundError when there is no catalogue of it.
    """
    from babel.messages.mofile import write_mo  # only where a catalogue is used: English starts without it
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path(locale).open("rb") as words:
        write_mo(compiled, read_po(words, locale=locale))
    compiled.seek(0)
    return GNUTranslations(compiled)
