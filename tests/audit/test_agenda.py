"""An agenda and the rules of a group that came about by the rules are no fault, however they went."""

import itertools

from folkmoot.domain.community import AmendCharter, GiveRole, TakeRoleBack
from folkmoot.domain.group import AgreeGroupRules, ClosePlace, OpenPlace
from folkmoot.domain.topic import LayTopicAside, MergeTopic, RaiseTopic, SecondTopic
from folkmoot.events.community import Rules
from folkmoot.events.topic import TopicAgreed
from tests.audit.forging import Small, broken, small
from tests.rules.given import SAID
from tests.rules.votes import decided


def _raised(w: Small, by: str) -> str:
    acts = w.when(by, RaiseTopic(canvas=w.canvas_, **(SAID | {"text": f"The gate, says {len(w.entries)}."})))
    return next(act.stream for act in acts if act.stream.startswith("top_"))


def test_topics_merged_in_a_row_laid_aside_and_taken_up_are_no_fault() -> None:
    w = small()
    topics = [_raised(w, by) for by in (w.ann, w.ann, w.bob, w.officer)]
    others = [w.person(w.canvas_) for _ in range(3)]
    for n, by in enumerate(others):
        w.when(by, SecondTopic(topic=topics[n]))
    w.when(w.ann, LayTopicAside(topic=topics[1], **(SAID | {"text": "Not now."})))
    w.when(w.bob, SecondTopic(topic=topics[1]))
    facilitator = w.office("facilitator")
    for topic, into in itertools.pairwise(topics):
        w.when(facilitator, MergeTopic(topic=topic, into=into))
    w.when(w.ann, SecondTopic(topic=topics[3]))
    w.when(facilitator, LayTopicAside(topic=topics[3], text="The gate is mended."))
    w.when(others[0], SecondTopic(topic=topics[3]))
    assert [entry.s for entry in w.entries if entry.type == TopicAgreed.NAME] == [topics[1], topics[2], topics[3]]
    assert broken(w) == (-1, "")


def test_a_charter_that_asks_for_nobody_or_for_more_is_followed_from_then_on() -> None:
    w = small()
    early = _raised(w, w.ann)
    w.when("house", AmendCharter(charter="At once.", reason="We are few.", rules=Rules(seconds=0)))
    at_once = _raised(w, w.ann)
    w.when(w.bob, SecondTopic(topic=early))
    w.when("house", AmendCharter(charter="Three.", reason="We are many.", rules=Rules(seconds=3)))
    late = _raised(w, w.ann)
    w.when(w.bob, SecondTopic(topic=late))
    assert [entry.s for entry in w.entries if entry.type == TopicAgreed.NAME] == [at_once, early]
    assert broken(w) == (-1, "")


def test_places_rules_roles_and_charter_that_were_decided_are_no_fault() -> None:
    w = small()
    rules = AgreeGroupRules(canvas=w.canvas_, text="One at a time.", reason="We asked.", places="everyone")
    w.when("house", rules)
    w.when(w.ann, OpenPlace(canvas=w.canvas_, place="listen"))
    w.when("house", OpenPlace(canvas=w.canvas_, place="act"))
    w.when(w.bob, ClosePlace(canvas=w.canvas_, place="listen"))
    decision = decided(w, w.canvas_)
    w.when("house", AgreeGroupRules(canvas=w.canvas_, text="Two at a time.", reason="We decided.", decision=decision))
    office = w.office("facilitator")
    w.when("house", TakeRoleBack(office=office, role="facilitator", reason="We decided.", decision=decision))
    w.when("house", GiveRole(role="facilitator", title="Dee", decision=decision))
    w.when("house", AmendCharter(charter="New.", reason="We decided.", rules=Rules(), decision=decision))
    assert broken(w) == (-1, "")
