"""Who speaks how much is told of people, rounded, and of nobody in particular."""

from folkmoot.views.follow import Views
from folkmoot.views.footing import footing, rounded
from tests.views.written import Written


def test_counts_of_people_are_rounded_to_five_and_not_told_under_ten() -> None:
    assert [rounded(count) for count in (0, 9, 10, 12, 13, 104)] == [None, None, 10, 10, 15, 105]


def test_people_are_in_groups_by_how_much_they_brought_and_offices_apart(written: Written, views: Views) -> None:
    steward = written.found()
    canvas = written.canvas(steward)
    people = [written.person(canvas) for _ in range(24)]
    for person in people[:12]:
        written.brings(person, canvas, "One thing.", "idea")
    for person in people[:10]:
        for _ in range(2):
            written.brings(person, canvas, "Another.", "idea")
    written.brings(steward, canvas, "From the office.", "idea")
    views.apply(written.leaves)
    with views.reading() as view:
        found = footing(view, canvas)
    assert (found.people, found.silent, found.pieces) == (25, 10, 32)
    assert [(one.people, one.share) for one in found.groups] == [(None, None), (10, 94), (None, None), (None, None)]
    assert (found.offices, found.replied) == (3, 0)


def test_what_was_commented_on_counts_once_however_many_comments_it_has(written: Written, views: Views) -> None:
    canvas = written.canvas(written.found())
    ana = written.person(canvas)
    idea = written.brings(ana, canvas, "One.", "idea")
    written.brings(ana, canvas, "Two.", "idea")
    for text in ("Yes.", "No."):
        written.brings(ana, canvas, text, "comment", parent=idea)
    views.apply(written.leaves)
    with views.reading() as view:
        assert footing(view, canvas).replied == 25


def test_in_a_small_group_no_number_of_people_is_told(written: Written, views: Views) -> None:
    canvas = written.canvas(written.found())
    written.brings(written.person(canvas), canvas, "One.", "idea")
    views.apply(written.leaves)
    with views.reading() as view:
        found = footing(view, canvas)
    assert (found.people, found.silent) == (None, None)
    assert {one.people for one in found.groups} == {None}
