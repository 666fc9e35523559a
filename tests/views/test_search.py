"""People find public words in the script they write in, with or without accents and capitals."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.views.follow import Views
from folkmoot.views.script import snippet
from folkmoot.views.search import search
from tests.views.written import Written


@pytest.mark.parametrize(
    ("text", "found", "missed"),
    [
        (
            "The café on Łódź Street, Ångström said",
            ["cafe", "CAFÉ", "lodz", "łódź", "angstrom", "stre", "cafe street"],
            ["ca", "odz", "afe"],
        ),
        ("İstanbul'da ışık ve çocuk", ["istanbul", "İSTANBUL", "isik", "çocuk", "cocuk"], ["stanbul"]),
        ("الأرْض لنا جميعًا", ["الارض", "الأرض", "جميعا"], ["ارض"]),
        ("یہ گاؤں ہمارا ہے", ["یہ", "گاؤں", "ہمارا"], ["گا", "مارا"]),
        ("আমাদের গ্রামের সিদ্ধান্ত", ["গ্রামের", "সিদ্ধান্ত", "সিদ্ধা"], ["গ", "দ্ধান্ত"]),
        ("हिन्दी में लिखा", ["हिन्दी", "लिखा"], ["हि", "न्दी"]),
        ("我们的住房太潮湿了", ["住房", "房", "潮湿", "我们的住房"], ["住潮", "屋"]),
        ("公園のベンチが壊れています", ["公園", "ベンチ", "壊れ"], ["チベ"]),
        ("주택을 고쳐 주세요", ["주택", "고쳐"], ["택주"]),
        ("บ้านของเราชื้นมาก", ["บ้าน", "ชื้น", "ของเรา"], ["นาม"]),
        ("Ёлка и ёж", ["елка", "еж"], ["лка"]),
        ("co-operative housing, No. 12", ["co-operative", "co operative", "12"], ["operat12"]),
    ],
)
def test_a_word_is_found_as_people_type_it(
    text: str, found: list[str], missed: list[str], written: Written, views: Views, follow: Callable[[], int]
) -> None:
    written.found()
    place = written.canvas()
    thing = written.brings(written.person(place), place, text, "story")
    follow()
    with views.reading() as view:
        for query in found:
            assert [hit.id for hit in search(view, query).hits] == [thing], query
        for query in missed:
            assert not search(view, query).hits, query


def test_every_word_of_real_stories_in_five_scripts_is_found(
    shared: Path, written: Written, views: Views, follow: Callable[[], int]
) -> None:
    written.found()
    place = written.canvas()
    by = written.person(place)
    bodies: dict[str, str] = {}
    for path in sorted((shared / "data" / "stories-global-asp").glob("*/*.md")):
        body = path.read_text()
        bodies[written.brings(by, place, body.replace("#", ""), "story", lang=path.parent.name)] = body
    page = (shared / "data" / "multilingual" / "udhr" / "cmn_hans.html").read_text()
    chinese = html.unescape(re.sub(r"<[^>]+>", " ", page))
    bodies[written.brings(by, place, chinese.replace("#", ""), "story", lang="zh")] = chinese
    assert len(bodies) > 20
    follow()
    with views.reading() as view:
        for thing, body in bodies.items():
            words = [word for word in re.split(r"[^\w\u0300-\u036f\u0600-\u06ff\u0900-\u09ff]+", body) if len(word) > 3][:60:3]
            assert len(words) > 10
            for word in words:
                hits = search(view, word, limit=100).hits
                assert thing in {hit.id for hit in hits}, word


@pytest.mark.parametrize(
    "query",
    ['"', "AND", "OR NOT", "a* NEAR(b)", "place : can", "{title}: x", "))((", "\x00", "-", "'; DROP TABLE words", "😀", "x" * 5000],
)
def test_whatever_is_typed_is_answered(query: str, written: Written, views: Views, follow: Callable[[], int]) -> None:
    written.found()
    place = written.canvas()
    written.brings(written.person(place), place, "or not and near", "story")
    follow()
    with views.reading() as view:
        for where, kind in (("", ""), (query, query), (place, "story")):
            assert isinstance(search(view, query, where, kind).hits, tuple)


def test_a_query_without_a_word_is_said_not_to_be_understood(written: Written, views: Views, follow: Callable[[], int]) -> None:
    written.found()
    follow()
    with views.reading() as view:
        assert not search(view, "?!").understood
        assert search(view, "nowhere").understood


def test_a_search_is_narrowed_to_a_canvas_and_a_kind_and_paged(written: Written, views: Views, follow: Callable[[], int]) -> None:
    steward = written.found()
    here, there = written.canvas(steward, "Which tree?"), written.canvas(steward, "Which bench?")
    for place in (here, there):
        by = written.person(place)
        for n in range(7):
            written.brings(by, place, f"A tree, number {n}.", "idea" if n % 2 else "story")
    written.calls(steward, here, "A tree", "No tree")
    follow()
    with views.reading() as view:
        assert len(search(view, "tree", limit=100).hits) == 17
        assert len(search(view, "tree", here, limit=100).hits) == 10
        assert len(search(view, "tree", here, "idea").hits) == 3
        assert {hit.page for hit in search(view, "tree", here, "decision").hits} == {"decision"}
        assert [hit.id for hit in search(view, "tree", kind="canvas").hits] == [here]
        pages, before = [], 1 << 62
        while before:
            found = search(view, "tree", before=before, limit=5)
            pages.append([(hit.w, hit.id) for hit in found.hits])
            before = found.more
        seen = [w for page in pages for w, _ in page]
        assert seen == sorted(set(seen), reverse=True)
        assert len(seen) == 17


def test_a_snippet_shows_where_the_words_are_met_as_they_were_written() -> None:
    text = "First words. " * 40 + "The Café on the corner closed. " + "Last words. " * 40
    assert "The Café on the corner closed." in snippet(text, "cafe")
    assert len(snippet(text, "cafe")) < 260
    assert snippet(text, "nothing of it").startswith("First words.")
    assert snippet("Short.", "x") == "Short."
    assert "住房" in snippet("前" * 500 + "住房" + "后" * 500, "住房")
