"""Who serves in which office of a community, and a new way in for whoever lost theirs."""

from typing import Annotated

from cyclopts import App, Parameter

from folkmoot.cli.show import AsJson, Data, answer, installation
from folkmoot.domain.rules import Refused
from folkmoot.installation import Installation
from folkmoot.offices import fresh_link
from folkmoot.standing import Standing

Community = Annotated[str, Parameter(name="--community", help="Short name of the community.")]

staff = App(name="staff", help="See who serves, and let in again whoever lost their passkeys.")


def register(app: App) -> None:
    """Add the commands of this page."""
    app.command(staff)


@staff.command(name="list")
def list_staff(*, community: Community, data: Data = None, as_json: AsJson = False) -> None:
    """Say which offices hold a role, and who serves in each."""
    with installation(data, write=False) as opened:
        told = _serving(opened, community)
    answer(told, "\n".join(map(_line, told)), as_json)


@staff.command
def link(office: str, *, community: Community, data: Data = None, as_json: AsJson = False) -> None:
    """Print a fresh link, to be used once, for whoever serves in an office; what they signed in with before opens nothing more.

    It leaves no entry in the record. Where there is a second steward, ask them: they do it on the page of people, on record.

    Parameters
    ----------
    office: the office, as `folkmoot staff list` names it, or a role that only one office holds, such as steward.
    """
    with installation(data) as opened:
        chosen = _chosen(opened, community, office)
        fresh = fresh_link(opened, community, chosen)
    answer({"office": chosen, "link": fresh}, f"Sign in as {chosen}, once, at {fresh}", as_json)


def _chosen(opened: Installation, community: str, named: str) -> str:
    """The office that a word on the command line means."""
    opened.steward(community)  # says so when there is no such community
    roles = Standing(opened.store).now(community).roles
    holding = [office for office, held in roles.items() if named in held]
    if len(holding) > 1:
        raise Refused(f"{len(holding)} offices hold the role {named}: {', '.join(sorted(holding))}. Name one of them.")
    return holding[0] if holding else named


def _serving(opened: Installation, community: str) -> list[dict[str, object]]:
    opened.steward(community)
    holders = opened.people.holders.serving(community)
    return [
        {
            "office": office,
            "roles": sorted(held),
            "people": [
                {"name": one.name, "passkeys": len(opened.people.passkeys.of(one.person))}
                for one in holders
                if one.office == office
            ],
        }
        for office, held in sorted(Standing(opened.store).now(community).roles.items())
        if held
    ]


def _line(one: dict[str, object]) -> str:
    roles, people = one["roles"], one["people"]
    assert isinstance(roles, list)
    assert isinstance(people, list)
    names = [f"{who['name'] or 'somebody without a name'} ({who['passkeys']} passkeys)" for who in people]
    return f"{one['office']}: {', '.join(roles)}; {', '.join(names) or 'nobody serves in it yet'}."
