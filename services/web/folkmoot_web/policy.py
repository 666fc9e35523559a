"""Every route says who may use it, and on whose objects; a site with a route that does not say so refuses to start."""

from typing import Literal, get_args

import msgspec

from folkmoot.events.community import Role

SIGN_IN = "This is for people who hold an office here. Sign in with the link you were given, then open this page again."
TAKE_PART_FIRST = "You have not taken part here with this browser yet, so there is nothing of yours to show."
NOT_YOURS = "Only the person who brought this can do that."
NO_TOKEN = "Send a session token as `Authorization: Bearer …`; POST /api/v1/guests gives you one."


class Policy(msgspec.Struct, frozen=True):
    """Who may.

    who: `everyone`, with or without a session; `guest`, anybody once they have a session, which pages make at the
    first action; `participant`, somebody who joined the canvas that the object is in; `roles`, an office that holds
    one of `roles`. own: name of the path parameter or field whose object must be the viewer's own; then whoever
    holds one of `roles` may as well.
    """

    who: Literal["everyone", "guest", "participant", "roles"]
    roles: tuple[Role, ...] = ()
    own: str = ""


everyone = Policy("everyone")
guest = Policy("guest")
participant = Policy("participant")
member = Policy("participant", roles=get_args(Role))
"""Somebody who joined the canvas, or any office that holds a role."""


offices = Policy("roles", roles=get_args(Role))
"""Any office that holds a role."""


def roles(*names: Role) -> Policy:
    """Only an office that holds one of these roles in the community."""
    return Policy("roles", roles=names)


def owner(field: str, *or_roles: Role) -> Policy:
    """Only the participant whose object the path parameter or field names, or an office with one of the roles."""
    return Policy("participant", roles=or_roles, own=field)
