"""Plugins are found, loaded and asked so that one that fails harms nobody but itself."""

from folkmoot.dispatch.dispatcher import Dispatcher
from folkmoot.dispatch.installed import Installed, Plugin, load
from folkmoot.dispatch.told import Told

__all__ = ["Dispatcher", "Installed", "Plugin", "Told", "load"]
