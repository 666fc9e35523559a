"""What was allowed is listed use by use, with the wording it was asked in and when it ended."""

from folkmoot.domain.contributing import GiveConsent, WithdrawConsent
from folkmoot.events.entry import write
from folkmoot.views import allowed
from folkmoot.views.digest import fold
from folkmoot.views.reading import View
from tests.rules.given import ASKED, founded


def test_a_use_names_its_notice_the_entry_of_its_evidence_and_when_it_ended() -> None:
    world = founded()
    canvas = world.canvas()
    ana = world.person(canvas)
    piece = world.brings(ana, canvas)
    world.when(ana, GiveConsent(contribution=piece, purposes=("quote",), **(ASKED | {"notice": "allow/1"})))
    quoted = len(world.entries) - 1
    world.when(ana, WithdrawConsent(contribution=piece, purposes=("publish",)))
    view = View(fold([write(entry) for entry in world.entries]))
    publish, quote = allowed.uses(view, piece)
    assert (publish.purpose, publish.notice, publish.ended) == ("publish", "publish/1", world.entries[-1].t)
    assert (quote.purpose, quote.notice, quote.lang, quote.i, quote.ended) == ("quote", "allow/1", "en", quoted, "")
    assert quote.t == world.entries[quoted].t
    assert allowed.uses(view, world.brings(ana, canvas)) == ()
