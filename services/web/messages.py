"""Every sentence for people is found in the templates and in the code, and the catalogues are brought up to it.

    python services/web/messages.py

Run it after a sentence was added or changed; then translate what it names.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from folkmoot_web.catalogues import DOMAIN, path
from folkmoot_web.languages import OFFERED, SOURCE

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "services" / "web" / "folkmoot_web"

SPOKEN = ("core/folkmoot/domain", "core/folkmoot/asking.py", "core/folkmoot/moot.py", "plugins", "services/web/folkmoot_web")
"""Where code says sentences to people who use the pages."""

SILENT = ("api", "bench", "demo", "commands.py", "front.py", "languages.py", "serve.py", "site.py", "wire.py")
"""Parts of the site that speak to programs, or to whoever runs it."""

RAISED = ("Refused", "Problem")
"""What is said when something is refused, whatever it looks like."""

SAID = ("marked", "say", "_")
"""Functions whose words are translated where they are shown."""

NAMING = ("text", "code", "_said", "_reason", "_text", "_words")
"""Functions of the rules that put the name of a box into a sentence."""

Found = tuple[str, str]
"""Path from the root of the project, and sentence."""


def template() -> Catalog:
    """All there is to translate, in the order of the files."""
    catalogue = Catalog(domain=DOMAIN, project="Folkmoot", charset="utf-8")
    for file in sorted((PAGES / "templates").rglob("*.html")):
        with file.open("rb") as opened:
            options = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
            for _, message, _, _ in extract("jinja2.ext:babel_extract", opened, options=options):
                catalogue.add(message, locations=[(_from_root(file), 1)])
    for name, sentence in sentences():
        flags = {"python-brace-format"} if "{" in sentence else set()
        catalogue.add(sentence, locations=[(name, 1)], flags=flags)
    return catalogue


def sentences() -> Iterator[Found]:
    """Every sentence that code says; where it says a value, the name of the value in braces."""
    files = [file for part in SPOKEN for file in ([ROOT / part] if part.endswith(".py") else sorted((ROOT / part).rglob("*.py")))]
    for file in files:
        if PAGES not in file.parents or file.relative_to(PAGES).parts[0] not in SILENT:
            tree = ast.parse(file.read_text())
            found = _refusals(tree) if ROOT / "plugins" in file.parents else _in(tree)
            for sentence in dict.fromkeys(found):
                yield _from_root(file), sentence


def _refusals(tree: ast.Module) -> Iterator[str]:
    """What a plugin refuses goes through the rules, which speak English; all else it says in the languages it knows itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
            yield from _told("Refused", node.args)


def _from_root(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _in(tree: ast.Module) -> Iterator[str]:
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node) if part is not node}
    inner |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # what explains the code
    for node in sorted(ast.walk(tree), key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from _told(node.func.id, node.args)
        said = None if id(node) in inner else _words(node)
        if said is not None and _is_sentence(said):
            yield said


def _told(function: str, arguments: list[ast.expr]) -> Iterator[str]:
    """The words that a call says whatever they look like."""
    if function in RAISED or function in SAID:
        wanted = arguments[-1:] if function == "Problem" and len(arguments) < 3 else arguments[:2]
    else:
        wanted = arguments[1:] if function in NAMING else []
    for argument in wanted:
        said = _words(argument)
        if said:
            yield said


def _words(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    names: list[str] = []
    parts = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            names.append(_name(part.value, names))
            parts.append(f"{{{names[-1]}}}")
        elif isinstance(part, ast.Constant):
            parts.append(str(part.value))
    return "".join(parts)


def _name(value: ast.expr, taken: list[str]) -> str:
    """What a value is called in a sentence, each by another name."""
    if isinstance(value, ast.Call) and value.args:
        return _name(value.args[0], taken)
    if isinstance(value, ast.Call):
        return _name(value.func, taken)
    if isinstance(value, ast.BinOp):
        return _name(value.left, taken)
    if isinstance(value, ast.Subscript):
        return _name(value.value, taken)
    plain = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else "value"
    name = plain.strip("_").lower()
    return name if name not in taken else f"{name}{len(taken) + 1}"


def _is_sentence(said: str) -> bool:
    first, _, rest = said.partition(" ")
    shouted = len(first) > 1 and first.isupper()  # SQL
    return bool(rest) and said[0].isupper() and not shouted and said.rstrip()[-1] in ".?!}"


def updated(locale: str, source: Catalog) -> Catalog:
    """A language's catalogue brought up to the sources, as `template` gives them.

    What is new waits for its words, what is not said any more is dropped, and nothing is guessed.
    """
    with path(locale).open("rb") as kept:
        words = read_po(kept, locale=locale, domain=DOMAIN)
    words.update(source, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    return words


def waiting(words: Catalog) -> list[str]:
    """The messages of a catalogue that have no words yet, or not in every form that the language has."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in words
        if message.id and (not message.string or not all(message.string) or message.fuzzy)
    ]


def written(words: Catalog) -> bytes:
    """The bytes of a catalogue's file."""
    out = io.BytesIO()
    write_po(out, words, width=120, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def main() -> None:
    """Bring every catalogue up to the sources, and say what waits for its words."""
    source = template()
    for locale in OFFERED:
        if locale != SOURCE:
            words = updated(locale, source)
            path(locale).write_bytes(written(words))
            missing = waiting(words)
            sys.stdout.write(f"{locale}: {len(words)} messages, {len(missing)} without words\n")
            sys.stdout.writelines(f"  {one}\n" for one in missing)


if __name__ == "__main__":
    main()
