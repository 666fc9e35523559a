"""A Polis export is understood row by row; what is odd is taken where possible, else counted under its reason."""

import csv
from pathlib import Path

import pytest

from folkmoot.domain.rules import Refused
from folkmoot.imports.polis_export import Conversation, read
from folkmoot.imports.report import Count
from tests.imports.conftest import Export

FIGURES = {
    "15-per-hour-seattle": (339, 54, 23, 2995, 2872, 21),
    "brexit-consensus": (204, 50, 0, 5312, 5303, 8),
    "canadian-electoral-reform": (448, 174, 22, 12018, 11950, 44),
    "london.youth.policing": (27, 39, 3, 640, 638, 2),
    "scoop-hivemind.biodiversity": (536, 316, 162, 29802, 29719, 49),
    "vtaiwan.uberx": (1921, 197, 78, 49997, 49443, 96),
}
"""People, statements, rejected ones, vote rows, latest votes, statements with other counts in comments.csv."""


def latest(talk: Conversation) -> dict[tuple[str, str], int]:
    return {(vote.voter, vote.statement): vote.value for vote in talk.votes}


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_a_real_conversation_is_read_whole(conversations: Path, name: str) -> None:
    talk = read(conversations / name)
    odd = sum(count.times for count in talk.report.noticed.values())
    rejected = sum(statement.rejected for statement in talk.statements)
    counted = len(talk.people), len(talk.statements), rejected, len(talk.votes), len(latest(talk)), odd
    assert counted == FIGURES[name]
    assert talk.report.skipped == {}
    assert [int(s.id) for s in talk.statements] == sorted(int(s.id) for s in talk.statements)
    assert [vote.time for vote in talk.votes] == sorted(vote.time for vote in talk.votes)


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_the_votes_that_count_are_those_of_the_table_that_polis_published(conversations: Path, name: str) -> None:
    published = {}
    with (conversations / name / "participants-votes.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cells = ((column, value) for column, value in row.items() if column.isdigit() and value)
            published.update({(row["participant"], column): int(value) for column, value in cells})
    assert latest(read(conversations / name)) == published


def test_the_date_is_that_of_the_timestamp_in_utc_whatever_the_export_says(export: Export) -> None:
    talk = read(export("1435699800000,Wed Jul 01 04:30:00 WIB 2015,0,0,0,0,1,A tree.\n", "1435708799999,odd,0,0,1\n"))
    assert (talk.statements[0].date, talk.votes[0].date) == ("2015-06-30", "2015-06-30")


def test_the_latest_vote_counts_by_time_and_by_place_in_the_file_where_the_time_is_the_same(export: Export) -> None:
    talk = read(export("1,,0,0,0,0,1,A tree.\n", "3000,,0,a,1\n1000,,0,a,-1\n5000,,0,b,1\n5000,,0,b,-1\n"))
    assert latest(talk) == {("a", "0"): 1, ("b", "0"): -1}


def test_rows_that_are_the_same_in_everything_are_told_apart(export: Export) -> None:
    talk = read(export("1,,0,0,0,0,1,A tree.\n", "1000,,0,a,1\n1000,,0,a,1\n"))
    assert [vote.nth for vote in talk.votes] == [0, 1]


def test_statements_come_in_order_of_their_numbers_and_people_include_authors_who_never_voted(export: Export) -> None:
    comments = "1,,10,z,0,0,1,Ten.\n1,,9,3,0,0,1,Nine.\n1,,extra,12,0,0,1,Extra.\n"
    talk = read(export(comments, "1,,9,20,1\n"))
    assert [statement.id for statement in talk.statements] == ["9", "10", "extra"]
    assert [person.id for person in talk.people] == ["3", "12", "20", "z"]


def test_a_statement_of_several_lines_or_without_an_author_is_taken(export: Export) -> None:
    talk = read(export('1,,0,,0,0,1,"First.\r\nSecond, with a comma."\n1,,1,,0,0,1, Padded. \n'))
    assert [statement.text for statement in talk.statements] == ["First.\nSecond, with a comma.", "Padded."]
    assert len(talk.people) == 2


def test_a_statement_rejected_at_the_source_is_one_with_minus_one(export: Export) -> None:
    talk = read(export("1,,0,0,0,0,1,In.\n1,,1,0,0,0,0,Not seen.\n1,,2,0,0,0,-1,Out.\n1,,3,0,0,0,,Nothing said.\n"))
    assert [statement.rejected for statement in talk.statements] == [False, False, True, False]


def test_what_cannot_be_a_statement_is_skipped_with_its_row(export: Export) -> None:
    comments = f"1,,0,0,0,0,1,Good.\n1,,1,0,0,0,1,  \n1,,2,0,0,0,1,{'x' * 1001}\n1,,3,0,0,0,1,{'x' * 1000}\n"
    talk = read(export(comments + "1,,0,0,0,0,1,The same id.\n1,,,0,0,0,1,No id.\n1,,4,0,0,0,1,a\x07b\n"))
    assert [statement.id for statement in talk.statements] == ["0", "3"]
    assert talk.report.skipped == {
        "statement that is empty, over 1000 characters or not readable": Count(3, [3, 4, 8]),
        "statement without an id, or with the id of another one": Count(2, [6, 7]),
    }


def test_what_cannot_be_a_vote_is_skipped_with_its_row(export: Export) -> None:
    votes = "1,,0,a,1\n1,,0,a,2\n1,,0,a,\n1,,0,,1\n1,,7,a,1\n1\n\n1,,0,b,-1\n"
    talk = read(export("1,,0,0,0,0,1,Good.\n", votes))
    assert [vote.voter for vote in talk.votes] == ["a", "b"]
    assert talk.report.skipped == {
        "vote that is neither 1, 0 nor -1": Count(3, [3, 4, 7]),
        "vote without a voter": Count(1, [5]),
        "vote on a statement that is not in comments.csv or was skipped": Count(1, [6]),
    }


def test_a_vote_without_a_time_stays_where_it_stands(export: Export) -> None:
    talk = read(export("1,,0,0,0,0,1,Good.\n", "9000,,0,a,1\nsoon,,0,a,-1\n99999999999999999999,,0,b,1\n8000,,0,c,1\n"))
    assert [(vote.voter, vote.date) for vote in talk.votes] == [
        ("c", "1970-01-01"),
        ("a", "1970-01-01"),
        ("a", ""),
        ("b", ""),
    ]
    assert latest(talk)["a", "0"] == -1
    assert talk.report.noticed == {
        "vote without a time, put after the row before it": Count(2, [3, 4]),
        "statement with other counts in comments.csv than its votes give": Count(1, [2]),
    }


def test_only_the_first_rows_of_a_reason_are_named(export: Export) -> None:
    talk = read(export("", "".join(f"1,,0,{n},1\n" for n in range(1200))))
    (count,) = talk.report.skipped.values()
    assert count == Count(1200, [2, 3, 4, 5, 6])
    assert "1,200 × vote on a statement" in talk.report.text()
    assert "(row 2, 3, 4, 5, 6 and more)" in talk.report.text()


def test_without_a_summary_the_folder_gives_the_name(export: Export) -> None:
    talk = read(export(summary=None))
    assert (talk.topic, talk.description, talk.url) == ("export", "", "")


def test_what_is_no_export_is_refused_with_what_to_do(export: Export, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="give the folder of a Polis export"):
        read(tmp_path / "nowhere")
    folder = export()
    (folder / "votes.csv").write_text("statement,person,answer\n")
    with pytest.raises(Refused, match="no column comment-id"):
        read(folder)
    (folder / "votes.csv").write_bytes("timestamp,é\n".encode("latin-1"))
    with pytest.raises(Refused, match="UTF-8"):
        read(folder)


def test_a_file_that_begins_with_a_byte_order_mark_is_read(export: Export) -> None:
    folder = export("1,,0,0,0,0,1,Good.\n", "1,,0,a,1\n")
    for name in ("votes.csv", "comments.csv"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    assert read(folder).votes[0].time == 1


@pytest.mark.parametrize("odd", ["9" * 5000, "\x00", "²", "-1", "1e5", "=cmd()"])
def test_an_odd_id_is_an_id_like_any_other(export: Export, odd: str) -> None:
    talk = read(export(f'1,,"{odd}",7,0,0,0,A tree.\n2,,1,"{odd}",0,0,0,A bench.\n', f'5,,"{odd}","{odd}",1\n'))
    assert {statement.text for statement in talk.statements} == {"A tree.", "A bench."}
    assert len(talk.votes) == 1


def test_a_field_that_is_larger_than_any_text_is_refused_in_a_sentence(export: Export) -> None:
    with pytest.raises(Refused, match="not a CSV file"):
        read(export(f'1,,0,7,0,0,0,"{"x" * 200_000}"\n'))
