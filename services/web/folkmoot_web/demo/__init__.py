"""A community that is invented, with ten weeks behind it, for those who want to look around before they begin."""

from folkmoot_web.demo.build import build
from folkmoot_web.demo.clock import Clock
from folkmoot_web.demo.showing import show
from folkmoot_web.demo.telling import WEEKS

__all__ = ["WEEKS", "Clock", "build", "show"]
