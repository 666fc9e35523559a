"""Pages are made from templates that escape everything they are given, in the language that was asked for."""

import functools
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from folkmoot_web import languages
from folkmoot_web.catalogues import catalogue
from folkmoot_web.files import Files
from folkmoot_web.languages import SOURCE
from folkmoot_web.site import Site

FOLDER = Path(__file__).parent / "templates"


def _release() -> str:
    try:
        return version("folkmoot-web")
    except PackageNotFoundError:
        return "0"


class Rendering:
    """Templates of one site. In every template: `static("name")` is the address of a packaged file, `site` the site,
    `day("2026-11-22…")` a date as (ISO date, in words), `language("pl")` the name of a language.

    before: folder whose templates come before the packaged ones.
    """

    def __init__(self, site: Site, files: Files, before: Path | None = None) -> None:
        self.release = _release()
        self._folders = [folder for folder in (before, FOLDER) if folder]
        self._globals = {"static": files.address, "site": site, "release": self.release}
        self._in = functools.cache(self._environment)

    def page(self, template: str, values: dict[str, Any], locale: str = SOURCE) -> bytes:
        """A page as UTF-8."""
        return self.part(template, values, locale).encode()

    def part(self, template: str, values: dict[str, Any], locale: str = SOURCE) -> str:
        """A part of a page."""
        return self._in(locale).get_template(template).render(values)

    def has(self, template: str) -> bool:
        """Whether there is such a template."""
        try:
            self._in(SOURCE).get_template(template)
        except TemplateNotFound:
            return False
        return True

    def _environment(self, locale: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self._folders),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.globals |= self._globals | {
            "day": functools.partial(languages.day, locale=locale),
            "language": functools.partial(languages.name, locale=locale),
            "locale": locale,
        }
        environment.policies["ext.i18n.trimmed"] = True
        if locale == SOURCE:
            environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
        else:
            environment.install_gettext_translations(catalogue(locale), newstyle=True)  # type: ignore[attr-defined]  # as above
        return environment
