"""What offices write is held against plain rules, in many scripts, and the advice comes in the language of whoever wrote."""

import sys
import time

import msgspec
import pyphen  # type: ignore[import-untyped]  # it says nothing of its types
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from folkmoot.dispatch import Dispatcher, load
from folkmoot.plugin import Asking, Draft, Hint
from folkmoot_accessibility import Accessibility, hints
from folkmoot_accessibility.hard_words import plainer
from folkmoot_accessibility.readability import grade, syllables
from folkmoot_accessibility.splitting import sentences, words

NOTICE = """The park will close on Monday. We will fix the paths and plant new trees. You can use the side gate while we work.
Call us if you need help. We want to hear what you think."""

COUNCIL = """The council is required to ensure that, in accordance with the provisions of the aforementioned strategy, all
stakeholders are afforded sufficient opportunity to participate in the consultation prior to the commencement of
implementation, notwithstanding the financial constraints identified in the medium-term expenditure framework. Officers will
endeavour to facilitate engagement with partner organisations in order to optimise the utilisation of available resources."""

LONG = "We met " + "and we met again " * 7 + "on Monday."
"""32 words in one sentence, none of them hard."""


def asked(text: str, lang: str = "en", reader: str = "en", **kept: int) -> list[Hint]:
    ctx = Asking(community="elm", plugin="accessibility", version="1.0.0", settings=Accessibility(**kept), lang=reader)
    return hints(ctx, Draft(text=text, lang=lang, what="question"))


def spoken(text: str, lang: str = "en") -> list[list[str]]:
    return [words(sentence) for sentence in sentences(text, lang)]


@pytest.mark.parametrize(
    ("text", "sentence_count", "word_count", "syllable_count"),
    [
        ("The cat sat on the mat.", 1, 6, 6),
        # the coun-cil will re-pair the play-ground: 9; chil-dren asked for new swings: 6
        ("The council will repair the playground. Children asked for new swings.", 2, 11, 15),
    ],
)
def test_the_grade_is_what_the_formula_gives_by_hand(text: str, sentence_count: int, word_count: int, syllable_count: int) -> None:
    by_hand = 0.39 * word_count / sentence_count + 11.8 * syllable_count / word_count - 15.59
    assert grade(spoken(text)) == pytest.approx(by_hand)


def test_a_plain_notice_is_below_6_and_a_paragraph_of_a_council_above_14() -> None:
    plain, council = grade(spoken(NOTICE)), grade(spoken(COUNCIL))
    assert plain is not None
    assert council is not None
    assert plain < 6 < 14 < council
    assert asked(NOTICE) == []
    assert asked(COUNCIL)[0].said.startswith("Reading this with ease takes about 18 years of school")


def test_a_short_text_is_not_graded_because_one_long_word_would_decide() -> None:
    assert asked("Participatory intergenerational neighbourhood prioritisation methods?") == []


def test_there_is_a_grade_only_for_english_and_only_where_there_are_words() -> None:
    assert grade(spoken(NOTICE, "pl"), "pl") is None
    assert grade([]) is None


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("city", 2),
        ("about", 2),
        ("make", 1),
        ("table", 2),
        ("wanted", 2),
        ("walked", 1),
        ("management", 3),
        ("going", 2),
        ("period", 3),
        ("nation", 2),
        ("well-known", 2),
        ("don't", 1),
        ("2026", 1),
        ("NHS", 1),
        ("(council),", 2),
    ],
)
def test_syllables_are_counted_as_people_say_them(word: str, count: int) -> None:
    # pyphen alone says 1 for `city` and `about`
    assert syllables(word, "en-GB") == count


def test_other_languages_have_syllables_where_there_is_a_dictionary() -> None:
    assert syllables("przystanek", "pl") == 3
    assert [syllables("gair", lang) for lang in ("cy", "ar", "ur", "")] == [None] * 4


def test_nothing_of_a_draft_stays_with_the_library() -> None:
    asked("Zanzibarian xylographers everywhere. " * 20)
    kept = [word for one in pyphen.hdcache.values() for word in one.cache]
    assert kept == []


@pytest.mark.parametrize(
    ("lang", "text", "counts"),
    [
        ("en", "She said “Stop.” Then we left! Why? (No idea.) Well … perhaps.", [3, 3, 1, 2, 2]),
        ("pl", "Park jest zamknięty. Czy przyjdziesz? Tak!", [3, 2, 1]),
        ("ar", "الحديقة مغلقة. هل ستأتي؟ نعم!", [2, 2, 1]),
        ("ur", "پارک بند ہے۔ کیا آپ آئیں گے؟ ہم ۱۔۵ میل چلیں گے۔", [3, 4, 5]),
        ("hi", "पार्क बंद है। क्या आप आएँगे? हाँ!", [3, 3, 1]),
        ("bn", "পার্ক বন্ধ।আপনি কি আসবেন? হ্যাঁ।", [2, 3, 1]),
        ("pa", "ਪਾਰਕ ਬੰਦ ਹੈ। ਕੀ ਤੁਸੀਂ ਆਓਗੇ? ਹਾਂ।", [3, 3, 1]),
        ("zh", "公园今天关闭。你会来吗？会！", [3, 2, 1]),
        ("ja", "公園は閉まります。「来ますか？」はい。", [4, 2, 1]),
        ("am", "ፓርኩ ተዘግቷል። ትመጣለህ?", [2, 1]),
        ("hy", "Այգին փակ է։ Կգա՞ս։", [3, 1]),
    ],
)
def test_sentences_and_words_are_found_in_many_scripts(lang: str, text: str, counts: list[int]) -> None:
    assert [len(found) for found in spoken(text, lang)] == counts


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Bring proof, e.g. Dr. Green's letter, to Cllr. J. R. Smith in room no. 5 for 1.5 hours, i.e. Monday."),
        ("en", "Write to office@elm.example.org or look at www.example.org/park?day=1 before 9 a.m. on Monday."),
        ("en", "It costs £1.5m, etc. and more, approx. a tenth of what St. Mary's cost."),
        ("cy", "Dewch â phrawf, e.e. Llythyr gan Dr. Gwyrdd, gw. Tud. 5."),
        ("pl", "Weź dowód, np. Kartę, na ul. Długą, tzn. Do p. Nowak na godz. 9."),
    ],
)
def test_short_forms_numbers_and_names_end_no_sentence(lang: str, text: str) -> None:
    assert sentences(text, lang) == [text]


def test_where_it_is_in_doubt_a_sentence_ends() -> None:
    assert sentences("We chose option B. Work begins at 9 a.m. The answer is no. It is final.", "en") == [
        "We chose option B.",
        "Work begins at 9 a.m.",
        "The answer is no.",
        "It is final.",
    ]


def test_a_heading_and_each_point_of_a_list_are_sentences_and_a_wrapped_line_is_not() -> None:
    text = "What to bring\n\n1. Your letter\n2) a pen\n- a friend\n\nThis line\r\ngoes on\n   here."
    assert sentences(text, "en") == ["What to bring", "Your letter", "a pen", "a friend", "This line\r\ngoes on\n   here."]


def test_a_long_sentence_is_named_with_its_words_and_the_longest_comes_first() -> None:
    longer = LONG.replace("on Monday", "on the next Monday")
    found = asked(f"Short. {LONG} {longer} {LONG}")
    named = [hint for hint in found if hint.about]
    assert [hint.about for hint in named] == [longer, LONG]
    assert named[1].said == "This sentence has 32 words, and the most here is 25. Make two or three sentences of it."


def test_a_sentence_longer_than_a_hint_can_copy_is_cut() -> None:
    (hint,) = asked("gair " * 400, "cy")
    assert len(hint.about) == 1000
    assert hint.about.endswith("…")


def test_hard_words_come_with_plainer_ones_those_that_come_most_often_first() -> None:
    text = "Prior to that we utilise it. We Commenced, utilizing it. Stakeholders met in order to talk."
    assert plainer(spoken(text)) == [
        ("utilise", "use"),
        ("Prior to", "before"),
        ("Commenced", "start"),
        ("Stakeholders", "people it concerns"),
        ("in order to", "to"),
    ]
    first = asked(text)[0]
    assert first == Hint(said="Write “use” instead of “utilise”, in the form that fits; more people know it.", about="utilise")


def test_punctuation_around_a_hard_word_is_not_copied() -> None:
    assert plainer(spoken(f"We met (in order{',' * 400} to talk).")) == [("in order to", "to")]


def test_only_whole_words_are_hard() -> None:
    assert plainer(spoken("Newcastle upon Tyne, in order. The priory, a requirement, priorities and ceaseless rain.")) == []


@pytest.mark.parametrize("lang", ["cy", "ar", "ur", "pl", "bn"])
def test_in_another_language_only_the_length_of_sentences_is_told(lang: str) -> None:
    found = asked(COUNCIL, lang)
    assert [hint.said.partition(" has ")[0] for hint in found] == ["This sentence"]


def test_a_long_sentence_is_found_in_urdu_and_chinese() -> None:
    assert "31 words" in asked("پارک " * 30 + "بند۔", "ur")[0].said
    assert "30 words" in asked("公园" * 30 + "。", "zh")[0].said


@pytest.mark.parametrize("text", ["", " \n\n ", "...", "?!", "۔۔۔", "- \n* \n1"])
def test_nothing_is_said_of_an_empty_text(text: str) -> None:
    assert asked(text) == []


def test_no_more_than_eight_things_are_said_and_long_sentences_do_not_hide_hard_words() -> None:
    text = " ".join(LONG.replace("Monday", f"Monday the {day}th") for day in range(10, 20)) + " We utilise it."
    found = asked(text)
    assert len(found) == 8
    assert [hint.about == "utilise" for hint in found].index(True) == 5


@pytest.mark.parametrize(
    ("reader", "beginning"),
    [("cy", "Mae"), ("pl-PL", "Żeby"), ("ur", "اسے"), ("EN-gb", "Reading"), ("ro", "Reading")],
)
def test_hints_come_in_the_language_of_the_reader_and_in_english_where_there_is_none(reader: str, beginning: str) -> None:
    found = asked(COUNCIL, reader=reader)
    assert found[0].said.startswith(beginning)
    english = {hint.said for hint in asked(COUNCIL)}
    assert len(english & {hint.said for hint in found}) == (len(found) if beginning == "Reading" else 0)
    assert "“make sure”" in "".join(hint.said for hint in found).replace("„", "“")


def test_the_settings_of_a_community_are_kept_to() -> None:
    assert asked(LONG, "cy", most_words=32) == []
    assert "the most here is 31" in asked(LONG, "cy", most_words=31)[0].said
    middling = "The committee will discuss the budget on Tuesday. Everybody is welcome to attend the meeting. " * 3
    assert asked(middling, grade=14) == []
    (hint,) = asked(middling, grade=5)
    assert "the aim here is 5" in hint.said
    assert hint.about == ""


PARTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from([LONG, COUNCIL, "e.g. ", "\r\n", "1. ", "पार्क बंद है।", "公园。", "۔", "utilise ", "…", "x" * 1200]),
)


@tries(deadline=None)
@given(st.lists(PARTS, max_size=8).map("".join), st.sampled_from(["en", "cy", "ur", "pl", "zh-Hant", "x", ""]), st.text(max_size=5))
def test_whatever_the_text_every_answer_is_one_and_each_is_said_once(text: str, lang: str, reader: str) -> None:
    found = asked(text, lang, reader)
    assert msgspec.convert(msgspec.to_builtins(found), list[Hint]) == found
    assert len(found) == len(set(found)) <= 8


@pytest.mark.parametrize(
    "piece", [COUNCIL, ".", ".)", "a. ", "Mr. A. ", "क।", "۱۔", "人", "—a", "a-", "'", "\n ", "in order ", "ie", "\u0301", "9."]
)
def test_no_text_of_20000_characters_takes_a_second(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    begun = time.process_time()
    asked(text)
    assert time.process_time() - begun < 1


def test_the_plugin_is_found_and_answers_in_time_with_its_own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    # what a plugin prints is kept from these; they are put back when the test is over
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    installed = load()
    assert "accessibility" not in installed.set_aside
    plugin = installed.plugins["accessibility"]
    assert [(field.name, field.default, field.least, field.most) for field in plugin.fields] == [
        ("most_words", 25, 10, 60),
        ("grade", 9, 5, 14),
    ]
    told = [*[plugin.manifest.words], *plugin.manifest.settings.values()]
    assert all({"en", "cy", "pl", "ur"} <= set(labels) for labels in told)
    dispatcher = Dispatcher(installed, lambda community, key: None)
    try:
        ctx = Asking(community="elm", plugin="accessibility", version=plugin.version, settings=Accessibility(), lang="cy")
        answer = dispatcher.ask("hints", ctx, Draft(text=COUNCIL, lang="en", what="promise"))
    finally:
        dispatcher.close()
    assert (answer.status, answer.why) == ("answered", "")
    assert answer.answer == asked(COUNCIL, reader="cy")
    assert answer.ms < 1000
