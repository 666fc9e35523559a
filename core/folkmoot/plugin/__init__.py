"""All that a plugin may use, and every place it may join."""

from folkmoot.domain.rules import Method, Outcome, Refused
from folkmoot.plugin.answers import Alternative, Elsewhere, Guess, Health, Hint, Problem, Receipt, Sound, Verdict, Vouched
from folkmoot.plugin.asked import Aloud, Asking, Delivery, Draft, Look, Return, SignIn, Source, Trial, Use
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
    "Elsewhere",
    "Guess",
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
    "Return",
    "Secret",
    "Settings",
    "SignIn",
    "Sound",
    "Source",
    "Trial",
    "Use",
    "Verdict",
    "Vouched",
    "join",
]
