"""The pages, a file a noun; each has its `routes`, and joins the site by standing in `PARTS`."""

from folkmoot_web.routing import Routes

PARTS: tuple[Routes, ...] = ()
