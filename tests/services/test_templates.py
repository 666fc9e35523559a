"""Templates escape what they are given, and hold nothing that the policy of the pages would have to allow."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from folkmoot.events.fact import KINDS
from folkmoot_web.files import Files
from folkmoot_web.rendering import FOLDER, Rendering
from folkmoot_web.site import Site

TEMPLATES = sorted(FOLDER.rglob("*.html"))
DRAWINGS = "parts/icons.html"
"""The one template that inserts markup as it is: its own drawings, by name."""


def parsed(path: Path) -> nodes.Template:
    return Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_template_leaves_nothing_unescaped(path: Path) -> None:
    loose = [one.name for one in parsed(path).find_all(nodes.Filter) if one.name in ("safe", "forceescape", "xmlattr")]
    assert loose == (["safe"] if path == FOLDER / DRAWINGS else [])
    assert not list(parsed(path).find_all(nodes.ScopedEvalContextModifier))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_template_holds_no_script_no_style_and_nothing_from_elsewhere(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)|<(?:iframe|object|embed|base)\b", text)
    assert not re.search(r"""(?:src|srcset|action|poster)=["'](?:https?:)?//""", text)


def test_whatever_is_put_into_a_page_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<p title='{{ words }}'>{{ words }}</p>")
    site = Site.at("http://127.0.0.1:1")
    page = Rendering(site, Files(), tmp_path).page("x.html", {"words": "'\"><script>alert(1)</script>&"}).decode()
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 2
    assert "title='&#39;&#34;&gt;" in page


def test_a_value_that_a_template_names_and_nobody_gave_is_a_fault_and_not_an_empty_place(tmp_path: Path) -> None:
    from jinja2 import UndefinedError

    (tmp_path / "x.html").write_text("{{ missing }}")
    with pytest.raises(UndefinedError, match="missing"):
        Rendering(Site.at("http://127.0.0.1:1"), Files(), tmp_path).page("x.html", {})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_entry_is_named_in_words_on_the_pages_of_the_record(kind: str) -> None:
    words = (FOLDER / "record_words.html").read_text()
    assert f'"{kind}": _("' in words
