"""A page of a browser that says whatever ran on it, and whatever stands on it that nobody should be able to put there."""

from typing import Any

from playwright.sync_api import ConsoleMessage, Dialog, Error, Page, Request

from folkmoot_web.headers import POLICY

WATCH = """addEventListener("securitypolicyviolation", (e) => (window.__csp ??= []).push(e.violatedDirective + " " + e.sample))"""

FOUND = """() => {
  const bad = [...(window.__csp ?? [])];
  if (window.ran !== undefined || document.title === "ran") bad.push("a script ran");
  if (/zq\\D?49/.test(document.documentElement.outerHTML)) bad.push("a template was worked out");
  if (document.contentType !== "text/html") return bad;  // the browser's own way to show a file
  for (const e of document.querySelectorAll("*")) {
    const mine = e.tagName === "SCRIPT" ? e.getAttribute("src")?.startsWith("/static/") : true;
    if (!mine || ["IFRAME", "OBJECT", "EMBED", "BASE", "STYLE", "MARQUEE", "PLAINTEXT", "MATH"].includes(e.tagName.toUpperCase()))
      bad.push("there is " + e.outerHTML.slice(0, 90));
    for (const {name, value} of e.attributes) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc") bad.push(`${e.tagName} has ${name}=${value.slice(0, 60)}`);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(name) && !/^(https?:|mailto:|sms:|tel:|[/#?]|$)/.test(value))
        bad.push(`${e.tagName} leads to ${value.slice(0, 60)}`);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(name) && new URL(value, document.baseURI).host === "127.0.0.2")
        bad.push(`${e.tagName} leads away to ${value.slice(0, 60)}`);
    }
  }
  return bad;
}"""


class Watched:
    """A page of a browser, and everything on it that nobody should be able to bring about."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.said: list[str] = []
        page.add_init_script(WATCH)
        page.on("dialog", self._closed)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.said.append(f"error {error}"))
        page.on("request", self._sent)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:  # a page that is refused says so too
            self.said.append(message.text)

    def _closed(self, dialog: Dialog) -> None:
        self.said.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _sent(self, asked: Request) -> None:
        if not asked.url.startswith(self.site):
            self.said.append(f"asked {asked.url[:80]}")

    def faults(self) -> list[str]:
        """What is found on the page that is open, and what was heard since the last one."""
        found = [*self.said, *self.page.evaluate(FOUND)]
        self.said.clear()
        return found

    def visit(self, path: str) -> tuple[int, list[str]]:
        """Status of a page, 0 for a file that is taken away, and its faults."""
        try:
            answer = self.page.goto(self.site + path, wait_until="load")
        except Error as error:
            if "Download is starting" in error.message:
                return 0, []
            raise
        return answer.status if answer else 0, self.faults()

    def given(self, path: str, body: str) -> list[str]:
        """Faults of a page that the site would answer with this body at an address."""
        answer: dict[str, Any] = {
            "body": body,
            "content_type": "text/html; charset=utf-8",
            "headers": {"content-security-policy": POLICY},
        }
        self.page.route(self.site + path, lambda asked: asked.fulfill(**answer), times=1)
        return self.visit(path)[1]

    def be(self, session: str) -> None:
        """Go on as whoever has a session, empty for nobody."""
        self.page.context.clear_cookies()
        if session:
            self.page.context.add_cookies([{"name": "folkmoot", "value": session, "url": self.site}])
