"""What a steward reads of an address and a secret, in the languages that the site speaks."""

_SAID: dict[str, dict[str, str]] = {
    "no-address": {
        "en": "Write the address that is to be told, for example https://example.org/hooks.",
        "cy": "Ysgrifennwch y cyfeiriad sydd i gael gwybod, er enghraifft https://example.org/hooks.",
        "pl": "Wpisz adres, który ma być powiadamiany, na przykład https://example.org/hooks.",
        "ur": "وہ پتہ لکھیں جسے اطلاع دینی ہے، مثلاً https://example.org/hooks۔",
    },
    "bad-address": {
        "en": "This is not a web address. Write https:// and the name of a server, for example https://example.org/hooks.",
        "cy": "Nid cyfeiriad gwe yw hwn. Ysgrifennwch https:// ac enw gweinydd, er enghraifft https://example.org/hooks.",
        "pl": "To nie jest adres internetowy. Wpisz https:// i nazwę serwera, na przykład https://example.org/hooks.",
        "ur": "یہ ویب پتہ نہیں ہے۔ https:// اور سرور کا نام لکھیں، مثلاً https://example.org/hooks۔",
    },
    "plain-http": {
        "en": "With http, anybody on the way could read the messages. Write the address with https://.",
        "cy": "Gyda http, gallai unrhyw un ar y ffordd ddarllen y negeseuon. Ysgrifennwch y cyfeiriad gyda https://.",
        "pl": "Przy http każdy po drodze mógłby czytać wiadomości. Wpisz adres z https://.",
        "ur": "http کے ساتھ راستے میں کوئی بھی پیغام پڑھ سکتا ہے۔ پتہ https:// کے ساتھ لکھیں۔",
    },
    "password": {
        "en": "Leave the name and the password out of the address: it stands in the record, where everybody can read it.",
        "cy": "Gadewch yr enw a’r cyfrinair allan o’r cyfeiriad: mae yn y gofrestr, lle gall pawb ei ddarllen.",
        "pl": "Usuń z adresu nazwę i hasło: adres zostaje w rejestrze, gdzie każdy może go przeczytać.",
        "ur": "پتے میں نام اور پاس ورڈ نہ لکھیں: پتہ ریکارڈ میں رہتا ہے، جہاں ہر کوئی اسے پڑھ سکتا ہے۔",
    },
    "no-secret": {
        "en": "Name the file with the secret, for example file:webhook.",
        "cy": "Enwch y ffeil sy’n cynnwys y gyfrinach, er enghraifft file:webhook.",
        "pl": "Podaj nazwę pliku z sekretem, na przykład file:webhook.",
        "ur": "راز والی فائل کا نام لکھیں، مثلاً file:webhook۔",
    },
    "bad-secret": {
        "en": "The file holds no secret for webhooks: that is whsec_ and then 24 to 64 bytes in base64. Ask whoever runs the server.",
        "cy": "Nid oes cyfrinach webhook yn y ffeil: whsec_ ac yna 24 i 64 beit mewn base64. Gofynnwch i’r sawl sy’n rhedeg y gweinydd.",
        "pl": "W pliku nie ma sekretu dla webhooków: to whsec_, a potem od 24 do 64 bajtów w base64. Zapytaj osobę, która prowadzi serwer.",
        "ur": "فائل میں ویب ہُک کا راز نہیں ہے: وہ whsec_ اور پھر base64 میں 24 سے 64 بائٹ ہوتا ہے۔ سرور چلانے والے سے پوچھیں۔",
    },
    "not-taken": {
        "en": "The address answered the test message with {status}; only 200 to 299 mean that it was taken.",
        "cy": "Atebodd y cyfeiriad y neges brawf â {status}; dim ond 200 i 299 sy’n golygu iddi gael ei derbyn.",
        "pl": "Adres odpowiedział na wiadomość próbną kodem {status}; tylko 200–299 oznacza, że została przyjęta.",
        "ur": "پتے نے آزمائشی پیغام کا جواب {status} سے دیا؛ صرف 200 سے 299 کا مطلب ہے کہ پیغام لے لیا گیا۔",
    },
    "unsent": {
        "en": "The test message could not be sent: {why}.",
        "cy": "Ni ellid anfon y neges brawf: {why}.",
        "pl": "Nie udało się wysłać wiadomości próbnej: {why}.",
        "ur": "آزمائشی پیغام نہیں بھیجا جا سکا: {why}۔",
    },
    "well": {
        "en": "It has an address and a secret.",
        "cy": "Mae ganddo gyfeiriad a chyfrinach.",
        "pl": "Ma adres i sekret.",
        "ur": "اس کے پاس پتہ اور راز ہے۔",
    },
}


def say(what: str, lang: str, **values: str | int) -> str:
    """A sentence in a language, in English where there is none. lang: BCP 47. values: what stands in its braces."""
    words = _SAID[what]
    return words.get(lang.partition("-")[0], words["en"]).format(**values)
