"""What an author of a plugin works with: a package that works at once, and a check that says in words whether it is good."""

from folkmoot.kit.check import check
from folkmoot.kit.new import write
from folkmoot.kit.reference import reference
from folkmoot.kit.verdict import Verdict

__all__ = ["Verdict", "check", "reference", "write"]
