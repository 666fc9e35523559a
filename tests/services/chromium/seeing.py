"""What a browser can be asked about a page: axe, reflow, focus, the way by keyboard, and which side things stand on."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe-core that look at colours: all that can come out otherwise in the dark, where nothing else changes."""

_AXE = """async (only) => (await axe.run(document, {runOnly: only})).violations.flatMap(
  (fault) => fault.nodes.map((node) => `${fault.id}: ${node.target.join(" ")} ${node.html.slice(0, 160)} ${node.failureSummary}`))"""

_WIDER = """() => {
  const room = document.documentElement.clientWidth;
  const kept = (e) => { for (let p = e.parentElement; p; p = p.parentElement)
    if (["auto", "scroll", "hidden"].includes(getComputedStyle(p).overflowX)) return true; return false; };
  const over = document.scrollingElement.scrollWidth > room ? ["the page scrolls sideways"] : [];
  return over.concat([...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && (box.right > room + 1 || box.left < -1) && !kept(e) && !e.closest("svg");
  }).map((e) => `${e.tagName.toLowerCase()}.${e.className}`));
}"""

_FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect(), line = e.getClientRects()[0] || box;
  const y = Math.max(line.top, 0) + Math.min((Math.min(line.bottom, innerHeight) - Math.max(line.top, 0)) / 2, 20);
  const at = document.elementFromPoint(line.left + line.width / 2, y);
  const name = (e.labels && e.labels[0] ? e.labels[0] : e).textContent.trim().replace(/\\s+/g, " ");
  return {
    tag: e.tagName.toLowerCase(), id: e.id, name: e.getAttribute("aria-label") || name,
    ring: style.boxShadow !== "none" || style.outlineStyle === "auto"
      || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
    seen: !!at && (e.contains(at) || at.contains(e) || [...(e.labels || [])].some((label) => label.contains(at))),
    main: !!e.closest("main"), listed: !!e.closest("main li, main table, main nav"),
    width: box.width, height: box.height, key: [...document.querySelectorAll("*")].indexOf(e),
  };
}"""

_SMALL = """(least) => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.classList.contains("unseen"))
  .filter((e) => !e.closest("p, dd, td, .meta, .card-title"))
  .map((e) => [e, (e.labels && e.labels[0] && ["radio", "checkbox"].includes(e.type) ? e.labels[0] : e).getBoundingClientRect()])
  .filter(([e, box]) => box.height < least - 0.5 || box.width < 24)
  .map(([e, box]) => `${e.outerHTML.slice(0, 90)} is ${Math.round(box.width)} by ${Math.round(box.height)}`)"""


_RESTS = """() => window.rests ||= !document.querySelector("[autofocus]") || document.activeElement !== document.body"""


def asked(page: Page, script: str, given: Any = None) -> Any:
    """What the page answers, once it is loaded and what has the focus from the start has it: just after a press the new
    document may still be empty, and a browser gives that focus a moment after the load.
    """
    page.wait_for_load_state("load")
    for _ in range(40):
        if page.evaluate(_RESTS):
            break
        page.wait_for_timeout(25)
    return page.evaluate(script, given)


def axe(page: Page) -> list[str]:
    """Everything axe-core finds against WCAG 2.2 AA and good practice, a line each; empty when there is nothing."""
    return _axe(page, {"type": "tag", "values": TAGS})


def axe_colours(page: Page) -> list[str]:
    """What axe-core finds in the colours of a page that it has looked at in others, a line each."""
    return _axe(page, {"type": "rule", "values": COLOURS})


def _axe(page: Page, only: dict[str, Any]) -> list[str]:
    if not asked(page, "() => 'axe' in window"):
        asked(page, files("axe_playwright_python").joinpath("axe.min.js").read_text())
    return list(asked(page, _AXE, only))


def wider_than_the_page(page: Page) -> list[str]:
    """Elements that reach past the window's edge, and whether the page scrolls sideways."""
    return list(asked(page, _WIDER))


def focused(page: Page) -> dict[str, Any] | None:
    """What has the focus: tag, id, name, ring (whether the focus shows), seen (whether nothing lies over it), main and listed
    (whether it is in what the page is about, and in a list there), key.
    """
    found: dict[str, Any] | None = asked(page, _FOCUSED)
    return found


def to_the_top(page: Page) -> None:
    """Let the Tab key begin at the top of the page, also where something had the focus from the start."""
    asked(
        page,
        """() => { document.body.tabIndex = -1; document.body.focus(); document.body.blur();
      document.body.removeAttribute("tabindex"); scrollTo(0, 0); }""",
    )


def stops(page: Page, most: int = 120) -> list[dict[str, Any]]:
    """Every stop of the Tab key from the top of the page until it starts again; as in `focused`. A field with several
    parts, such as a day, is one stop.

    Raises AssertionError when there are more than `most` stops, which is a trap or far too long a page.
    """
    to_the_top(page)
    found: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(_FOCUSED)  # without waiting for a load: Tab leads to no other page
        if found and here and here["key"] == found[-1]["key"] != found[0]["key"]:
            continue
        if here is None or (found and here["key"] == found[0]["key"]):
            return found
        found.append(here)
    raise AssertionError(f"the Tab key stopped {most} times and did not come round: {found[-3:]}")


def tab_to(page: Page, name: str, most: int = 120) -> None:
    """Press Tab until the focus is on what is called so (the start of its name is enough).

    Raises AssertionError when Tab does not come there, or when the focus does not show on it.
    """
    for _ in range(most):
        page.keyboard.press("Tab")
        here = focused(page)
        if here and here["name"].startswith(name):
            assert here["ring"], f"the focus does not show on {name}"
            return
    raise AssertionError(f"the Tab key does not come to {name}")


def targets_below(page: Page, least: float = 44) -> list[str]:
    """Things to press that are lower than so many CSS pixels, links inside sentences aside."""
    return list(asked(page, _SMALL, least))


def left_edge(page: Page, selector: str) -> float:
    """Distance in CSS pixels of the first match's left edge from the window's left edge."""
    box = page.locator(selector).first.bounding_box()
    assert box, f"{selector} is not on the page"
    return float(box["x"])


def space_text(page: Page) -> None:
    """Set the distances of WCAG 1.4.12, which a page must bear."""
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
        "p { margin-block-end: 2em !important; }"
    )


def lengthen(page: Page) -> None:
    """Make every word two fifths longer, as words of another language may be: a made-up locale, as testers of software say."""
    asked(
        page,
        """() => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
      while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("script, style")) found.push(walk.currentNode);
      for (const text of found) text.data = text.data.replace(/\\p{L}{3,}/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.4)));
    }""",
    )
