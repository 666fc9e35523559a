"""Pages are made from templates that escape everything they are given."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from folkmoot_web.files import Files
from folkmoot_web.site import Site

FOLDER = Path(__file__).parent / "templates"


def _release() -> str:
    try:
        return version("folkmoot-web")
    except PackageNotFoundError:
        return "0"


class Rendering:
    """Templates of one site. In every template: `static("name")` is the address of a packaged file, `site` the site."""

    def __init__(self, site: Site, files: Files, before: Path | None = None) -> None:
        """before: folder whose templates come before the packaged ones."""
        self.release = _release()
        self.environment = Environment(
            loader=FileSystemLoader([folder for folder in (before, FOLDER) if folder]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.globals |= {"static": files.address, "site": site, "release": self.release}

    def page(self, template: str, values: dict[str, Any]) -> bytes:
        """A page as UTF-8."""
        return self.environment.get_template(template).render(values).encode()

    def has(self, template: str) -> bool:
        """Whether there is such a template."""
        try:
            self.environment.get_template(template)
        except TemplateNotFound:
            return False
        return True
