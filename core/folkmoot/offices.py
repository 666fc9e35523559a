"""Whoever serves in an office and lost what they signed in with is let in again; what they lost opens nothing more."""

from folkmoot.domain.rules import Refused
from folkmoot.installation import Installation
from folkmoot.standing import Standing


def fresh_link(installation: Installation, community: str, office: str) -> str:
    """An address that signs in whoever serves in an office, once, in place of what they lost: their passkeys and links open
    nothing more, and their sessions end. Where nobody serves, it is for somebody new.

    Raises Refused when the office holds no role, or several people serve in it.
    """
    people = installation.people
    if not Standing(installation.store).now(community).serves(office):
        raise Refused(f"{office} is no office of {community} that holds a role; `folkmoot staff list` names those that do.")
    serving = [holder.person for holder in people.holders.serving(community) if holder.office == office]
    if len(serving) > 1:
        raise Refused(f"{len(serving)} people serve in {office}; a steward can give it to one of them anew, on the page of people.")
    if not serving:
        return installation.staff_link(community, office)
    for key in people.passkeys.of(serving[0]):
        people.passkeys.drop(serving[0], key.id)
    people.close_all(serving[0])
    return installation.link(serving[0])
