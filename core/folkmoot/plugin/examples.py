"""An example of what each place is asked, for trying a plugin out; nobody's words."""

from folkmoot.plugin.asked import Aloud, Ask, Delivery, Draft, Look, Source, Trial

EXAMPLES: dict[str, Ask] = {
    "check_settings": Trial(),
    "health": Look(),
    "hints": Draft(
        text="Notwithstanding the aforementioned considerations, stakeholders are invited to utilise the consultation. Who waters?",
        lang="en",
        what="question",
    ),
    "make_alternative": Source(
        kind="translation", lang="es", to="en", text="Vivo en esta calle.", allowed=("publish", "translate")
    ),
    "speak": Aloud(text="The well is full.", lang="en"),
    "deliver": Delivery(
        index=41,
        kind="decision.tallied",
        time="2026-11-22T10:00Z",
        path="/c/elm/decision/dec_aaaaaaaaaaaaaaaa",
        origin="talk.example.org/elm",
        public={"chosen": ["a"], "counts": {"a": 3, "b": 1}, "method": "approval", "quorum_met": True},
    ),
}
"""Place -> what it is asked. A place that is asked nothing has none."""
