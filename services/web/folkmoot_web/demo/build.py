"""The demonstration is written through the same door as everything, hour by hour, from its founding to now."""

from folkmoot.domain.community import AmendCharter, GiveRole
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.domain.rules import Refused
from folkmoot.events.community import Role, RoleGiven, Rules
from folkmoot.events.entry import read
from folkmoot.installation import Installation
from folkmoot.moot import Author
from folkmoot_web.demo import agenda, answering, asking, deciding, gathering, group, guarding, shaping, talking
from folkmoot_web.demo.clock import Clock
from folkmoot_web.demo.content import canvases
from folkmoot_web.demo.place import Office, Place, place
from folkmoot_web.demo.telling import DAY, WEEKS, Telling
from folkmoot_web.demo.thanking import thank


def build(installation: Installation, start: int) -> dict[Role, str]:
    """Found the community of the demonstration in an installation, and let ten weeks happen in it.

    installation: opened with a Clock of this package, which stands at the end of the ten weeks afterwards; call its
    `run` then. start: minute since 1970 at which the ten weeks begin.
    Answers an office `o_…` for each role. Raises Refused when the community is there already.
    """
    clock, where = installation.clock, place()
    if not isinstance(clock, Clock):
        raise TypeError("open the installation with a Clock of the demonstration, so that weeks can pass in it")
    if where.slug in installation.communities():
        raise Refused("The demonstration is here already; choose an empty folder for another one.")
    clock.minute = start
    rules = Rules(notice=where.notice_hours)
    installation.found(where.slug, where.name, where.charter, where.steward, languages=where.languages, rules=rules)
    telling = Telling(installation, clock, where, start)
    telling.offices = {"steward": installation.steward(where.slug)}
    telling.offices |= {office.name: _office(installation, telling, office) for office in where.offices}
    _amend(telling, where)
    _plug(installation, where.slug, telling.offices["steward"])
    for canvas in canvases():
        talking.plan(telling, canvas)
        deciding.plan(telling, canvas)
        gathering.plan(telling, canvas)
        answering.plan(telling, canvas)
    for part in (agenda, group, shaping, asking, guarding):
        part.plan(telling)
    telling.run(start + WEEKS * 7 * DAY)
    thank(installation, telling)
    installation.identities.keep(where.slug, where.identity)
    return _by_role(telling, where)


def _office(installation: Installation, telling: Telling, office: Office) -> str:
    moot, steward = installation.moot(telling.place.slug), telling.office("steward")
    done = moot.do(GiveRole(role=office.role, title=office.title), steward)
    fact = read(installation.store.read(telling.place.slug, done.first, 1)[0]).fact()
    assert isinstance(fact, RoleGiven)
    return fact.office


def _plug(installation: Installation, community: str, steward: str) -> None:
    """The steward enables advice on plainer words, where that is installed."""
    plugin = installation.plugins.plugins.get("accessibility")
    if plugin is not None:
        installation.moot(community).do(EnablePlugin(**installation.plugging.wanted(plugin)), Author(steward))


def _amend(telling: Telling, where: Place) -> None:
    rules = Rules(notice=where.amended.notice_hours)
    command = AmendCharter(charter=where.charter, reason=where.amended.reason, rules=rules)
    telling.at(where.amended, lambda: telling.ask(command, telling.office("steward")))


def _by_role(telling: Telling, where: Place) -> dict[Role, str]:
    """The first office of each role, in the order of the file."""
    offices: dict[Role, str] = {"steward": telling.offices["steward"]}
    for office in where.offices:
        offices.setdefault(office.role, telling.offices[office.name])
    return offices
