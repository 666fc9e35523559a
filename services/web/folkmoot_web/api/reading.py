"""What the pages show, as data."""

from folkmoot_web.routing import Routes

routes = Routes()
