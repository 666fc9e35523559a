"""All that a plugin may use, and every place it may join."""

from folkmoot.domain.rules import Method, Outcome, Refused
from folkmoot.plugin.answers import Alternative, Health, Hint, Problem, Receipt, Sound
from folkmoot.plugin.asked import Aloud, Asking, Delivery, Draft, Look, Source, Trial
from folkmoot.plugin.places import PLACES, Place, Places, join
from folkmoot.plugin.settings import Secret, Settings

GROUP = "folkmoot.plugins"
"""Entry point group; the name of the entry point is the key of the plugin."""

__all__ = [
    "GROUP",
    "PLACES",
    "Aloud",
    "Alternative",
    "Asking",
    "Delivery",
    "Draft",
    "Health",
    "Hint",
    "Look",
    "Method",
    "Outcome",
    "Place",
    "Places",
    "Problem",
    "Receipt",
    "Refused",
    "Secret",
    "Settings",
    "Sound",
    "Source",
    "Trial",
    "join",
]
