"""What people who look after this place read of an engine, in the languages that the site speaks."""

_SAID: dict[str, dict[str, str]] = {
    "no-address": {
        "en": "Write the address of the engine, for example http://127.0.0.1:5000.",
        "cy": "Ysgrifennwch gyfeiriad y peiriant, er enghraifft http://127.0.0.1:5000.",
        "pl": "Wpisz adres silnika, na przykład http://127.0.0.1:5000.",
        "ur": "انجن کا پتہ لکھیں، مثلاً http://127.0.0.1:5000۔",
    },
    "bad-address": {
        "en": "This is not a web address. Write https:// and the name of a server.",
        "cy": "Nid cyfeiriad gwe yw hwn. Ysgrifennwch https:// ac enw gweinydd.",
        "pl": "To nie jest adres internetowy. Wpisz https:// i nazwę serwera.",
        "ur": "یہ ویب پتہ نہیں ہے۔ https:// اور سرور کا نام لکھیں۔",
    },
    "plain-http": {
        "en": "With http, anybody on the way could read the words. Write the address with https://.",
        "cy": "Gyda http, gallai unrhyw un ar y ffordd ddarllen y geiriau. Ysgrifennwch y cyfeiriad gyda https://.",
        "pl": "Przy http każdy po drodze mógłby czytać słowa. Wpisz adres z https://.",
        "ur": "http کے ساتھ راستے میں کوئی بھی الفاظ پڑھ سکتا ہے۔ پتہ https:// کے ساتھ لکھیں۔",
    },
    "password": {
        "en": "Leave the name and the password out of the address. It stands in the record, where everybody can read it.",
        "cy": "Gadewch yr enw a’r cyfrinair allan o’r cyfeiriad. Mae yn y gofrestr, lle gall pawb ei ddarllen.",
        "pl": "Usuń z adresu nazwę i hasło. Adres zostaje w rejestrze, gdzie każdy może go przeczytać.",
        "ur": "پتے میں نام اور پاس ورڈ نہ لکھیں۔ پتہ ریکارڈ میں رہتا ہے، جہاں ہر کوئی اسے پڑھ سکتا ہے۔",
    },
    "no-pairs": {
        "en": "The engine answers, and knows no languages. Install some there, and try again.",
        "cy": "Mae’r peiriant yn ateb, ond nid yw’n gwybod unrhyw iaith. Gosodwch rai yno, a rhowch gynnig arall arni.",
        "pl": "Silnik odpowiada, ale nie zna żadnych języków. Zainstaluj je tam i spróbuj ponownie.",
        "ur": "انجن جواب دیتا ہے مگر کوئی زبان نہیں جانتا۔ وہاں زبانیں نصب کریں اور دوبارہ کوشش کریں۔",
    },
    "no-answer": {
        "en": "The engine does not answer. See whether it runs, and whether the address is right.",
        "cy": "Nid yw’r peiriant yn ateb. Gwelwch a yw’n rhedeg, ac a yw’r cyfeiriad yn gywir.",
        "pl": "Silnik nie odpowiada. Sprawdź, czy działa i czy adres jest dobry.",
        "ur": "انجن جواب نہیں دیتا۔ دیکھیں کہ وہ چل رہا ہے اور پتہ درست ہے۔",
    },
    "refused": {
        "en": "The engine refused the words. See whether it asks for a key, and how long a text may be there.",
        "cy": "Gwrthododd y peiriant y geiriau. Gwelwch a yw’n gofyn am allwedd, a pha mor hir y gall testun fod yno.",
        "pl": "Silnik odrzucił słowa. Sprawdź, czy wymaga klucza i jak długi może być tekst.",
        "ur": "انجن نے الفاظ قبول نہیں کیے۔ دیکھیں کہ کیا اسے کلید چاہیے، اور متن کتنا لمبا ہو سکتا ہے۔",
    },
    "busy": {
        "en": "The engine is busy. It is asked again later.",
        "cy": "Mae’r peiriant yn brysur. Gofynnir iddo eto yn nes ymlaen.",
        "pl": "Silnik jest zajęty. Zostanie zapytany później.",
        "ur": "انجن مصروف ہے۔ اس سے بعد میں دوبارہ پوچھا جائے گا۔",
    },
    "nonsense": {
        "en": "What the engine answered is no translation. Ask whoever runs it.",
        "cy": "Nid cyfieithiad yw’r hyn a atebodd y peiriant. Gofynnwch i bwy bynnag sy’n ei redeg.",
        "pl": "To, co odpowiedział silnik, nie jest tłumaczeniem. Zapytaj osobę, która go prowadzi.",
        "ur": "انجن نے جو جواب دیا وہ ترجمہ نہیں ہے۔ جو اسے چلاتا ہے اس سے پوچھیں۔",
    },
    "led-away": {
        "en": "The address leads somewhere else, and words are not sent on. Write the address that it leads to.",
        "cy": "Mae’r cyfeiriad yn arwain i rywle arall, ac ni chaiff geiriau eu hanfon ymlaen. Ysgrifennwch y cyfeiriad terfynol.",
        "pl": "Adres prowadzi gdzie indziej, a słowa nie są przesyłane dalej. Wpisz adres, do którego prowadzi.",
        "ur": "یہ پتہ کہیں اور لے جاتا ہے، اور الفاظ آگے نہیں بھیجے جاتے۔ وہ پتہ لکھیں جہاں یہ لے جاتا ہے۔",
    },
    "no-pair": {
        "en": "The engine does not translate from {source} to {target}.",
        "cy": "Nid yw’r peiriant yn cyfieithu o {source} i {target}.",
        "pl": "Silnik nie tłumaczy z {source} na {target}.",
        "ur": "انجن {source} سے {target} میں ترجمہ نہیں کرتا۔",
    },
    "not-allowed": {
        "en": "The person has not allowed that an outside company reads it.",
        "cy": "Nid yw’r person wedi caniatáu i gwmni allanol ei ddarllen.",
        "pl": "Ta osoba nie pozwoliła, by czytała to firma z zewnątrz.",
        "ur": "اس شخص نے اجازت نہیں دی کہ باہر کی کمپنی اسے پڑھے۔",
    },
    "no-translation": {
        "en": "It makes translations, and nothing else.",
        "cy": "Mae’n gwneud cyfieithiadau, a dim byd arall.",
        "pl": "Robi tłumaczenia i nic więcej.",
        "ur": "یہ صرف ترجمے کرتا ہے، اور کچھ نہیں۔",
    },
    "well": {
        "en": "The engine answers; pairs of languages that it knows: {pairs}.",
        "cy": "Mae’r peiriant yn ateb; parau o ieithoedd y mae’n eu gwybod: {pairs}.",
        "pl": "Silnik odpowiada; pary języków, które zna: {pairs}.",
        "ur": "انجن جواب دیتا ہے؛ زبانوں کے جوڑے جو یہ جانتا ہے: {pairs}۔",
    },
}


def say(what: str, lang: str, **values: str | int) -> str:
    """A sentence in a language, in English where there is none. lang: BCP 47. values: what stands in its braces."""
    words = _SAID[what]
    return words.get(lang.partition("-")[0], words["en"]).format(**values)
