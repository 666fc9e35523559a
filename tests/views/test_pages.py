"""Each page is told what it needs, no more than the viewer may see, and at a cost that does not grow with the record."""

from collections.abc import Callable

from folkmoot.events import canvas as canvas_events
from folkmoot.events import community as community_events
from folkmoot.events import contribution as contribution_events
from folkmoot.events import decision as decision_events
from folkmoot.events import participant
from folkmoot.events import record as record_events
from folkmoot.views import canvas, community, contribution, decision, mine, record
from folkmoot.views.follow import Views
from folkmoot.views.reading import View
from folkmoot.views.shown import END, Said
from tests.views.written import Written

Follow = Callable[[], int]


def test_the_community_shows_its_name_charter_offices_and_canvases(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found(small=3)
    quiet, busy = written.canvas(steward, "Quiet?"), written.canvas(steward, "Busy?")
    for n in range(4):
        by = written.person(busy)
        written.brings(by, busy, f"Statement {n}")
    vote = written.calls(steward, busy, "A", "B")
    written.say(steward, vote, decision_events.Opened())
    source = written.id("src_")
    written.say(steward, source, community_events.SourceNamed(licence="CC-BY-4.0"), "By the people of Elm Yard")
    follow()
    with views.reading() as view:
        home = community.home(view)
        assert home is not None
        assert (home.name, home.languages, home.charter) == (Said("Elm Yard", "en"), ("en", "pl"), 1)
        assert home.totals == {"people": 4, "statement": 4, "decisions": 1, "voting": 1}
        assert [(line.id, line.stage, line.small) for line in home.canvases] == [(busy, "deciding", False), (quiet, "open", True)]
        assert home.canvases[1].question == Said("Quiet?", "en")
        assert home.more == 0
        assert community.small_canvases(view) == {quiet}
        assert community.offices(view)[steward].roles == ("steward",)
        assert community.plugins(view) == {"approval": "1.0.0"}
        assert community.sources(view)[source].attribution == Said("By the people of Elm Yard", "en")
        (charter,) = community.charters(view)
        assert charter.text == Said("We listen before we answer.", "en")
        assert charter.reason is None


def test_before_it_is_founded_there_is_no_community(views: Views) -> None:
    with views.reading() as view:
        assert community.home(view) is None
        assert view.touched() == -1


def test_a_canvas_tells_question_promise_and_how_it_ended(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found()
    place = written.canvas(steward, "What is the yard for?")
    follow()
    with views.reading() as view:
        before = canvas.canvas(view, place)
        assert canvas.canvas(view, "can_nothing") is None
    written.say(steward, place, canvas_events.CanvasConcluded(), "We are done.")
    follow()
    with views.reading() as view:
        after = canvas.canvas(view, place)
    assert before is not None
    assert after is not None
    assert (before.question, before.promise) == (Said("What is the yard for?", "en"), Said("We answer by spring.", "en"))
    assert (before.stage, before.concluded, before.reason) == ("open", "", None)
    assert (after.stage, after.reason) == ("concluded", Said("We are done.", "en"))
    assert after.concluded.endswith("Z")


def test_a_response_counts_once_and_the_last_one_counts(written: Written, views: Views, follow: Follow) -> None:
    written.found()
    place = written.canvas()
    one, other = written.person(place), written.person(place)
    thing = written.brings(one, place, "Plant a tree.")
    for by, value in ((one, 1), (other, 1), (one, -1), (other, 0), (one, -1), (other, 1)):
        written.answers(by, thing, value)
        follow()
    written.answers(one, thing, 0)
    written.answers(one, thing, -1)
    follow()
    with views.reading() as view:
        (shown,) = canvas.listed(view, place, "statement")
        assert (shown.agree, shown.disagree, shown.passed, shown.answered) == (1, 1, 0, 2)
        assert canvas.own_responses(view, one, (thing,)) == {thing: -1}
        assert canvas.own_responses(view, "p_nobody", (thing,)) == {}
        taking = canvas.taking(view, one)
        assert taking is not None
        assert (taking.answered, taking.here) == (1, True)


def test_lists_are_paged_without_a_gap_or_a_double(written: Written, views: Views, follow: Follow) -> None:
    written.found()
    place = written.canvas()
    by = written.person(place)
    things = [written.brings(by, place, f"Idea {n}", "idea") for n in range(130)]
    written.say(by, things[60], contribution_events.Withdrawn())
    follow()
    seen: list[str] = []
    last = END
    with views.reading() as view:
        while page := canvas.listed(view, place, "idea", last):
            last = page[-1].n
            seen += [shown.id for shown in page]
    assert seen == [thing for thing in reversed(things) if thing != things[60]]


def test_the_next_statement_is_the_least_answered_one_that_the_person_has_not_answered(
    written: Written, views: Views, follow: Follow
) -> None:
    written.found()
    place = written.canvas()
    ann, ben = written.person(place), written.person(place)
    things = [written.brings(ann, place, f"Statement {n}") for n in range(3)]
    written.brings(ann, place, "Not a statement.", "idea")
    private = written.brings(ann, place, "Not public.", publish=False)
    written.answers(ben, things[0], 1)
    written.answers(ben, things[1], 0)

    def next_for(by: str, skip: str = "") -> str:
        follow()
        with views.reading() as view:
            shown = canvas.next_statement(view, place, by, skip)
            return shown.id if shown else ""

    assert next_for(ann) == things[2]
    assert next_for(ann, skip=things[2]) == things[0]
    assert next_for("") == things[2]
    assert next_for(ben) == things[2]
    written.answers(ben, things[2], -1)
    assert next_for(ben) == ""
    assert next_for(ann) == things[0]
    written.say("house", things[0], contribution_events.Held(reason="report"))
    assert next_for(ann) == things[1]
    assert private not in {next_for(ann), next_for(ben)}


def test_a_contribution_shows_its_thread(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found()
    place = written.canvas(steward)
    by, other = written.person(place), written.person(place)
    story = written.brings(by, place, "The tree fell#It was in the storm.", "story")
    idea = written.brings(other, place, "Plant another.", "idea")
    remark = written.brings(other, place, "I saw it.", "comment", parent=story)
    written.say(other, idea, contribution_events.Linked(to=story, relation="grew-from"))
    vote = written.calls(steward, place, "Plant", "Wait", inputs=(idea,))
    follow()
    with views.reading() as view:
        told = contribution.contribution(view, story)
        shaped = contribution.contribution(view, idea)
        commented = contribution.contribution(view, remark)
    assert told is not None
    assert shaped is not None
    assert commented is not None
    assert told.piece.said == Said("It was in the storm.", "en", "The tree fell")
    assert [shown.id for shown in told.first] == [remark]
    assert told.piece.comments == 1
    assert [(link.relation, link.other.id, link.by) for link in told.linked] == [("grew-from", idea, other)]
    assert [(link.relation, link.other.id) for link in shaped.links] == [("grew-from", story)]
    assert [(basis.id, basis.stage) for basis in shaped.decisions] == [(vote, "called")]
    assert commented.parent is not None
    assert commented.parent.id == story
    assert told.consents == ("publish",)
    assert told.words_at == told.piece.i


def test_a_hidden_contribution_shows_the_reasons_and_not_the_words(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found()
    place = written.canvas(steward)
    by = written.person(place)
    thing = written.brings(by, place, "Somebody's address.", "comment")
    i = written.say(steward, thing, contribution_events.Hidden(reason="personal-data", charter=1), "It names a person.")
    follow()
    with views.reading() as view:
        shown = contribution.contribution(view, thing)
        assert shown is not None
        assert (shown.piece.open, shown.piece.said, shown.piece.why, shown.piece.since) == (False, None, "hidden", i)
        assert (shown.hidden, shown.statement) == ("personal-data", Said("It names a person.", "en"))
        assert canvas.latest(view, place) == ()


def test_what_is_held_waits_for_a_moderator(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found()
    place = written.canvas(steward)
    things = [written.brings(written.person(place), place, f"Story {n}", "story") for n in range(3)]
    for thing in things[:2]:
        written.say(steward, thing, contribution_events.Held(reason="report"))
    follow()
    with views.reading() as view:
        assert [(shown.id, shown.said) for shown in canvas.held(view)] == [(things[1], None), (things[0], None)]


def test_a_decision_gives_no_count_per_option_before_its_result(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found()
    place = written.canvas(steward)
    people = [written.person(place) for _ in range(4)]
    vote = written.calls(steward, place, "Trees", "Benches", quorum=3, closes="2027-01-31")
    written.say(steward, vote, decision_events.Opened())
    for by in (*people, people[0]):
        written.say(by, vote, decision_events.BallotCast(choice=["a"]))
    follow()
    with views.reading() as view:
        open_ = decision.decision(view, vote)
        assert open_ is not None
        assert (open_.stage, open_.ballots, open_.people, open_.quorum, open_.closes) == ("open", 4, 4, 3, "2027-01-31")
        assert [(option.id, option.count, option.chosen) for option in open_.options] == [("a", None, None), ("b", None, None)]
        assert open_.options[1].said == Said("Benches", "en")
        assert open_.result is None
        own = decision.own_ballot(view, vote, people[0])
        assert own is not None
        assert own.choice == ["a"]
        assert decision.own_ballot(view, vote, "p_nobody") is None
    written.say(steward, vote, decision_events.Closed(ballots=4, input="ab"))
    follow()
    with views.reading() as view:
        closed = decision.decision(view, vote)
        assert closed is not None
        assert (closed.stage, closed.options[0].count) == ("closed", None)
    tally = decision_events.Tallied(
        method="approval", version="1.0.0", input="ab", chosen=("a",), counts={"a": 4, "b": 0}, quorum_met=True
    )
    written.say(steward, vote, tally)
    written.say(steward, vote, decision_events.Reviewed(outcome="stands"), "It went well.")
    follow()
    with views.reading() as view:
        decided = decision.decision(view, vote)
        assert decided is not None
        assert [(option.count, option.chosen) for option in decided.options] == [(4, True), (0, False)]
        assert decided.result is not None
        assert (decided.result.quorum_met, decided.result.input) == (True, "ab")
        assert [(review.outcome, review.text) for review in decided.reviews] == [("stands", Said("It went well.", "en"))]
        assert [(line.id, line.stage, line.closes) for line in canvas.decisions(view, place)] == [(vote, "decided", "2027-01-31")]
        assert decision.decision(view, "dec_nothing") is None


def test_the_record_shows_entries_and_withholds_responses_of_a_few(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found(small=3)
    few, many = written.canvas(steward), written.canvas(steward)
    alone = written.person(few)
    crowd = [written.person(many) for _ in range(3)]
    answered = [written.answers(alone, written.brings(alone, few, "Here"), 1)]
    answered += [written.answers(crowd[0], written.brings(crowd[0], many, "There"), 1)]
    unknown = written.put(steward, "community", "weather.noted", 2, b"{}")
    written.minute += 60 * 48
    last = written.say(steward, "community", record_events.Redacted(entry=0, seal=0), "A person's name.")
    follow()
    with views.reading() as view:
        lines = record.latest(view)
        assert [line.i for line in lines] == list(range(last, last - 50, -1))[: len(lines)]
        assert {line.i: line.withheld for line in lines if line.i in answered} == dict(zip(answered, (True, False), strict=True))
        odd = record.entry(view, unknown)
        assert odd is not None
        assert (odd.type, odd.v, odd.known, odd.by, odd.s) == ("weather.noted", 2, False, steward, "community")
        assert record.entry(view, last + 1) is None
        assert record.seals(view, 0) == ()
        assert [seal.name for seal in record.seals(view, last)] == ["reason"]
        assert [(cut.entry, cut.seal, cut.reason) for cut in record.redactions(view)] == [(0, 0, Said("A person's name.", "en"))]
        assert record.size_at(view, odd.t) == last
        assert record.size_at(view, odd.t[:10]) == last
        assert record.size_at(view, "2000") == 0
        assert record.size_at(view, "2999") == view.size == last + 1
        assert [key.checkpoint for key in record.keys(view)] == ["c"]
        assert record.restores(view) == ()


def test_a_person_sees_everything_of_their_own_and_of_nobody_else(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found()
    here, there = written.canvas(steward, "Here?"), written.canvas(steward, "There?")
    mine_here, mine_there, stranger = written.person(here), written.person(there), written.person(here)
    shared = written.brings(mine_here, here, "Shared.", "idea")
    private = written.brings(mine_there, there, "Private.", "story", publish=False)
    theirs = written.brings(stranger, here, "Theirs.")
    written.answers(mine_here, theirs, -1)
    written.answers(stranger, theirs, 1)
    written.say(mine_here, shared, contribution_events.Linked(to=theirs, relation="supports"))
    vote = written.calls(steward, here, "A", "B", inputs=(shared,))
    written.say(steward, vote, decision_events.Opened())
    written.say(mine_here, vote, decision_events.BallotCast(choice=["b"]))
    written.say(stranger, vote, decision_events.BallotCast(choice=["a"]))
    written.say(mine_there, mine_there, participant.Left())
    follow()
    with views.reading() as view:
        own = mine.mine(view, (mine_here, mine_there))
        assert [(part.canvas, bool(part.left)) for part in own.parts] == [(there, True), (here, False)]
        assert [(b.piece.id, b.piece.open, b.piece.why, b.consents, b.decided) for b in own.contributions] == [
            (private, False, "not shared", (), ()),
            (shared, True, "consent", ("publish",), (vote,)),
        ]
        assert [(a.statement.id, a.value, a.pseudonym) for a in own.responses] == [(theirs, -1, mine_here)]
        assert [(c.decision, c.choice) for c in own.ballots] == [(vote, ["b"])]
        assert [(d.contribution, d.to, d.relation) for d in own.links] == [(shared, theirs, "supports")]
        assert mine.mine(view, ()) == mine.Mine((), (), (), (), ())


def test_an_erased_person_leaves_the_counts_and_no_words(written: Written, views: Views, follow: Follow) -> None:
    written.found()
    place = written.canvas()
    one, other = written.person(place), written.person(place)
    things = [written.brings(one, place, f"Statement {n}") for n in range(3)]
    written.answers(one, things[0], 1)
    written.answers(other, things[0], 1)
    follow()
    i = written.say(one, one, participant.ParticipantErased())
    follow()
    with views.reading() as view:
        shown = contribution.contribution(view, things[0])
        assert shown is not None
        assert (shown.piece.said, shown.piece.why, shown.piece.since, shown.piece.agree) == (None, "erased", i, 2)
        now = canvas.canvas(view, place)
        assert now is not None
        assert now.totals == {"people": 1, "responses": 2}


def test_a_page_is_touched_by_what_changes_it_and_by_nothing_else(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found()
    here, there = written.canvas(steward), written.canvas(steward)
    by = written.person(here)
    thing, other = written.brings(by, here, "One"), written.brings(by, here, "Two")
    follow()

    def touched() -> tuple[int, ...]:
        follow()
        with views.reading() as view:
            return tuple(view.touched(page) for page in ("", here, there, thing, other))

    home, _, on_there, on_thing, on_other = touched()
    i = written.answers(by, thing, 1)
    assert touched() == (home, i, on_there, i, on_other)
    j = written.brings(by, here, "Said of it.", "comment", parent=other) and len(written.leaves) - 1
    assert touched() == (j, j, on_there, i, j)
    k = written.say(steward, "community", community_events.RoleTakenBack(office=steward, role="steward"), "Moved away.")
    assert touched() == (k,) * 5
    assert on_thing < i


def _crowded(written: Written, many: int) -> tuple[str, str]:
    steward = written.found()
    place = written.canvas(steward)
    people = [written.person(place) for _ in range(20)]
    things = [written.brings(people[n % 20], place, f"Statement {n}") for n in range(many)]
    for n in range(300):
        written.answers(people[n % 20], things[n % 50], 1)
        written.brings(people[n % 20], place, f"Remark {n}", "comment", parent=things[0])
    return place, people[0]


def _cost(view: View, ask: Callable[[View], object]) -> int:
    """Steps of the database's virtual machine that a question takes."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    view._db.set_progress_handler(count, 1)
    ask(view)
    view._db.set_progress_handler(None, 1)
    return steps


def test_a_page_costs_the_same_among_ten_thousand_as_among_a_hundred(views: Views) -> None:
    costs: list[dict[str, int]] = []
    for many in (100, 10_000):
        written = Written()
        place, by = _crowded(written, many)
        crowded = Views(views.path.with_name(f"{many}.db"), written.open)
        crowded.follow(written.read)
        questions: dict[str, Callable[[View], object]] = {
            "home": community.home,
            "canvas": lambda view, place=place: canvas.canvas(view, place),  # type: ignore[misc]  # bound at once
            "list": lambda view, place=place: canvas.listed(view, place, "statement"),  # type: ignore[misc]
            "deep": lambda view, place=place, many=many: canvas.listed(view, place, "statement", 70),  # type: ignore[misc]
            "latest": lambda view, place=place: canvas.latest(view, place),  # type: ignore[misc]
            "next": lambda view, place=place, by=by: canvas.next_statement(view, place, by),  # type: ignore[misc]
            "record": record.latest,
            "mine": lambda view, by=by: canvas.taking(view, by),  # type: ignore[misc]
        }
        with crowded.reading() as view:
            costs.append({name: _cost(view, ask) for name, ask in questions.items()})
        crowded.close()
    for name, few in costs[0].items():
        assert costs[1][name] <= 1.2 * few, name
