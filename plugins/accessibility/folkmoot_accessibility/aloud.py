"""Words are read aloud by espeak-ng, a program beside this one, which gets them by its input and keeps nothing."""

import functools
import shutil
import subprocess

PROGRAM = "espeak-ng"

LONGEST = 9_000
"""Characters read at once: about ten minutes of speech, which is as much sound as is handed on."""

SECONDS = 8.0

SHORTEST = 45
"""Bytes of a WAV file with any sound in it; its head alone has 44."""


def here() -> bool:
    """Whether the program is installed."""
    return shutil.which(PROGRAM) is not None


@functools.cache
def voices() -> frozenset[str]:
    """The languages that can be read, as the program lists them, in small letters."""
    told = subprocess.run([PROGRAM, "--voices"], capture_output=True, text=True, timeout=SECONDS, check=True).stdout
    return frozenset(line.split()[1].casefold() for line in told.splitlines()[1:] if len(line.split()) > 1)


def voice(lang: str) -> str:
    """The voice for a language, empty for none. lang: BCP 47; where its region has no voice, the language or another region has."""
    whole, language = lang.casefold(), lang.casefold().partition("-")[0]
    others = sorted((one for one in voices() if one.startswith(f"{language}-")), key=lambda one: (len(one), one))
    return next((one for one in (whole, language, *others) if one in voices()), "")


def spoken(text: str, lang: str) -> bytes:
    """The text as a WAV file, empty when its language has no voice; what is longer ends after a sentence.

    Raises subprocess.SubprocessError when the program fails or is late.
    """
    by = voice(lang)
    if not by or not text.strip():
        return b""
    # by the input, because others on this machine see the arguments of a program
    asked = [PROGRAM, "-v", by, "--stdin", "--stdout"]
    made = subprocess.run(asked, input=shortened(text).encode(), capture_output=True, timeout=SECONDS, check=True).stdout
    return made if len(made) >= SHORTEST else b""


def shortened(text: str) -> str:
    """The text up to the last end of a sentence, or else of a word, that can be read at once."""
    if len(text) <= LONGEST:
        return text
    part = text[:LONGEST]
    ends = [part.rfind(sign) for sign in (". ", "! ", "? ", ".\n", "۔ ", "। ", "。")]
    end = max(ends) + 1 or part.rfind(" ")
    return part[:end] if end > 0 else part
