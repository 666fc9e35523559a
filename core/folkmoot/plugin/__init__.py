"""All that a plugin may use, and every place it may join."""

from folkmoot.domain.rules import Method, Outcome, Refused
from folkmoot.plugin.answers import Health, Hint, Problem, Receipt
from folkmoot.plugin.asked import Asking, Delivery, Draft, Look, Trial
from folkmoot.plugin.places import PLACES, Place, Places, join
from folkmoot.plugin.settings import Secret, Settings

GROUP = "folkmoot.plugins"
"""Entry point group; the name of the entry point is the key of the plugin."""

__all__ = [
    "GROUP",
    "PLACES",
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
    "Trial",
    "join",
]
