"""The API: every command that a page may give, and everything that a page shows, as JSON under /api/v1."""

from folkmoot_web.api import commands, description, mine, reading, record, sessions

PARTS = (sessions.routes, mine.routes, commands.routes, reading.routes, record.routes, description.routes)
