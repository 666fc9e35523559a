"""Whatever the rules let into a record, the audit finds that it could come where it comes."""

from hypothesis import settings

from folkmoot.audit.kinds import LAWS
from folkmoot.audit.laws import Laws
from folkmoot_approval import Approval
from tests.rules.test_invariants import Community


class Audited(Community):
    """The community in which anybody asks anything, audited in the end."""

    def teardown(self) -> None:
        laws = Laws({"approval": Approval()}, LAWS.__getitem__)
        for entry in self.world.entries if hasattr(self, "world") else ():
            laws.take(entry, entry.fact())


TestAudited = Audited.TestCase
TestAudited.settings = settings(max_examples=80, stateful_step_count=60, deadline=None)
