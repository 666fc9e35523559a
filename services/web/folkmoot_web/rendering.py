"""Pages are made from templates that escape everything they are given, in the language that was asked for."""

import functools
from collections.abc import Callable
from gettext import NullTranslations
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound
from markupsafe import Markup

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


class _Template(Template):
    """Imported by others without asking which globals they have: all templates of an environment have the same."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


class _Environment(Environment):
    """Looks into a dict first; Jinja asks it for an attribute before, and making the fault of that is dear."""

    template_class = _Template

    def getattr(self, obj: Any, attribute: str) -> Any:
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)


def _saying(find: Callable[[str], str]) -> Callable[..., Markup]:
    """`_` of templates, which looks each sentence up once. find: gives a sentence in the language of the environment."""
    found = functools.lru_cache(maxsize=8_192)(lambda sentence: Markup(find(sentence)))
    plain = functools.lru_cache(maxsize=8_192)(lambda sentence: found(sentence) % {})

    def say(sentence: str, /, **values: Any) -> Markup:
        return found(sentence) % values if values else plain(sentence)

    return say


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
        environment = _Environment(
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
            "tongues_near": functools.partial(languages.choices, locale),
            "locale": locale,
        }
        environment.policies["ext.i18n.trimmed"] = True
        words = NullTranslations() if locale == SOURCE else catalogue(locale)
        environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
        environment.globals["_"] = _saying(words.gettext)
        return environment
