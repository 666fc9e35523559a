"""The wording in which people are asked for consent; whoever changes a word of it raises the version."""

from folkmoot.events.ground import Purpose
from folkmoot_web import languages
from folkmoot_web.sentences import marked

NOTICE = "publish/1"
"""Id and version of the wording."""

NOTICE_NAMED = "publish-named/1"
"""The same where a name was chosen that stands beside the words."""

NOTICE_ONLY = "publish-only/1"
"""Where words that come with a thing are sent with a yes or not at all."""

QUESTION = marked("Show my words on this website?")
YES = marked("Yes, show my words under my made-up name")
YES_NAMED = marked("Yes, show my words with the name that I chose")
NO = marked("No, keep them private")
ABOUT = (
    "Whoever runs this site reads what you bring in any case. "
    "You can change your answer at any time; then the words are taken down here. Copies that others made stay with them."
)


def notice(locale: str, *, named: bool = False) -> str:
    """The whole wording as it is shown, kept with the consent as evidence. named: a name was chosen for the words."""
    say = languages.translation(locale)
    return "\n".join(say(part) for part in (QUESTION, ABOUT, YES_NAMED if named else YES, NO))


def notice_only(locale: str) -> str:
    """The same where nothing but a yes can be sent."""
    say = languages.translation(locale)
    return "\n".join(say(part) for part in (QUESTION, ABOUT, YES))


ALLOW = "allow/1"
"""Id and version of the wording on the page where somebody changes what they allowed."""

PURPOSES: tuple[tuple[Purpose, str], ...] = (
    ("publish", marked("Show my words on this website")),
    ("quote", marked("Use parts of it in reports and presentations")),
    ("translate", marked("Translate it, so that others can read it")),
)


ALLOW_MEDIA = "allow-media/1"
"""The same for a story, which may be told as a recording or with a picture."""

MEDIA: tuple[tuple[Purpose, str], ...] = (
    ("voice", marked("Let people hear my voice in the recording")),
    ("face", marked("Let people see the picture, and whoever is in it")),
)


def purposes(kind: str) -> tuple[tuple[Purpose, str], ...]:
    """What somebody is asked for something of that kind."""
    return PURPOSES + MEDIA if kind == "story" else PURPOSES


def allow(locale: str, kind: str = "") -> str:
    """The whole wording of that page. kind: of what is allowed."""
    say = languages.translation(locale)
    return "\n".join([say(ABOUT), *(say(text) for _, text in purposes(kind))])


def asked(locale: str, kind: str) -> dict[str, str]:
    """The fields of a consent that was asked for with that wording."""
    notice = ALLOW_MEDIA if kind == "story" else ALLOW
    return {"notice": notice, "notice_text": allow(locale, kind), "notice_lang": locale}


CARD = "card/1"
"""Id and version of the wording that is printed on a card or a paper form, with a box to tick beside each use."""

CARD_QUESTION = marked("What may we do with your words? Tick what you allow; you need not tick anything.")
CARD_ABOUT = marked(
    "Whoever runs this site reads your card in any case. What you do not tick is not done. "
    "You can change your answer at any time. Copies that others made stay with them."
)


def card(locale: str) -> str:
    """The whole wording of a card, as it is printed."""
    say = languages.translation(locale)
    return "\n".join(say(part) for part in (CARD_QUESTION, CARD_ABOUT, *(text for _, text in PURPOSES)))
