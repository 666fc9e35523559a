"""What an office reads of how its words could be plainer, in the languages that the site speaks."""

_SAID: dict[str, dict[str, str]] = {
    "grade": {
        "en": "Reading this with ease takes about {grade} years of school or more; the aim here is {aim}. "
        "Use shorter sentences and everyday words.",
        "cy": "Mae darllen hwn yn rhwydd yn gofyn am tua {grade} o flynyddoedd o ysgol neu fwy; y nod yma yw {aim}. "
        "Defnyddiwch frawddegau byrrach a geiriau bob dydd.",
        "pl": "Żeby łatwo to przeczytać, trzeba chodzić do szkoły około {grade} lat lub dłużej; cel tutaj to {aim}. "
        "Używaj krótszych zdań i codziennych słów.",
        "ur": "اسے آسانی سے پڑھنے کے لیے اسکول کے تقریباً {grade} سال یا زیادہ چاہییں؛ یہاں ہدف {aim} ہے۔ "
        "چھوٹے جملے اور روزمرہ کے الفاظ لکھیں۔",
    },
    "long": {
        "en": "This sentence has {count} words, and the most here is {most}. Make two or three sentences of it.",
        "cy": "Mae {count} o eiriau yn y frawddeg hon, a’r mwyaf yma yw {most}. Gwnewch ddwy neu dair brawddeg ohoni.",
        "pl": "Liczba słów w tym zdaniu to {count}, a najwięcej ma ich tu być {most}. Zrób z niego dwa lub trzy zdania.",
        "ur": "اس جملے میں {count} الفاظ ہیں، اور یہاں زیادہ سے زیادہ {most} ہونے چاہییں۔ اس کے دو یا تین جملے بنائیں۔",
    },
    "word": {
        "en": "Write “{plain}” instead of “{hard}”, in the form that fits; more people know it.",
        "cy": "Ysgrifennwch “{plain}” yn lle “{hard}”, yn y ffurf sy’n gweddu; mae mwy o bobl yn ei ddeall.",
        "pl": "Zamiast „{hard}” napisz „{plain}” w odpowiedniej formie; zna to więcej osób.",
        "ur": "“{hard}” کی جگہ “{plain}” لکھیں، جس شکل میں ٹھیک بیٹھے؛ اسے زیادہ لوگ جانتے ہیں۔",
    },
}


def say(what: str, lang: str, **values: str | int) -> str:
    """A sentence in a language, in English where there is none. lang: BCP 47. values: what stands in its braces."""
    words = _SAID[what]
    return words.get(lang.partition("-")[0].lower(), words["en"]).format(**values)
