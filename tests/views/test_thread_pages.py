"""Pages of one thing, of the record and of one person show what may be seen and no more."""

from collections.abc import Callable

from folkmoot.events import contribution as contribution_events
from folkmoot.events import decision as decision_events
from folkmoot.events import participant
from folkmoot.events import record as record_events
from folkmoot.views import canvas, contribution, decision, mine, record
from folkmoot.views.follow import Views
from folkmoot.views.shown import Said
from tests.views.written import Written

Follow = Callable[[], int]


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
        comments = contribution.comments(view, story)
    assert told is not None
    assert shaped is not None
    assert commented is not None
    assert told.piece.said == Said("It was in the storm.", "en", "The tree fell")
    assert [shown.id for shown in comments] == [remark]
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
