"""An example of what each place is asked, for trying a plugin out; nobody's words."""

from folkmoot.plugin.asked import Aloud, Ask, Delivery, Draft, Look, Return, SignIn, Source, Trial, Use

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
    "suggest_language": Draft(text="Chciałabym, żeby park był otwarty wieczorem.", lang="en", what="story"),
    "may_use": Use(kind="story", lang="en", canvas="can_aaaaaaaaaaaaaaaa", text="I sat by the pond.", allowed=("publish",)),
    "begin_sign_in": SignIn(back="http://127.0.0.1:8000/sign-in/back", state="s" * 43, nonce="n" * 43, verifier="v" * 43),
    "complete_sign_in": Return(
        back="http://127.0.0.1:8000/sign-in/back",
        state="s" * 43,
        nonce="n" * 43,
        verifier="v" * 43,
        given={"code": "abc", "state": "s" * 43},
    ),
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
