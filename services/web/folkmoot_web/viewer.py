"""Whoever looks is nobody, a guest under made-up names, or somebody who signed in with an office."""

import msgspec


class Viewer(msgspec.Struct, frozen=True):
    """Who looks. session: their token, person: who that is, both empty for somebody without a session.

    staff: signed in with an office; otherwise a guest. bearer: a program, which sends the token itself.
    """

    session: str = ""
    person: str = ""
    staff: bool = False
    bearer: bool = False


NOBODY = Viewer()
