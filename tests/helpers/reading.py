"""How tests read pages in a browser: tabs, what axe has against a page, what is shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Page, Request, expect

Scheme = Literal["light", "dark"]
KINDS = ("", "stretches/", "stretches/cat-cow/", "muscles/", "muscles/rhomboid-major/", "muscles/rhomboids/",
         "routines/", "routines/desk-break/", "conditions/", "conditions/osteoporosis/", "references/",
         "learn/", "learn/when-to-seek-help/", "learn/how-to-stretch/", "learn/why-it-aches/",
         "learn/what-the-evidence-says/", "learn/glossary/", "about/", "contribute/", "contribute/safety-rules/",
         "search/", "no/such/page/")  # fmt: skip
HEIGHT = 900


@dataclass
class _Window:
    """A context of a browser, and its tabs that nobody uses: to open one takes longer than to load most pages."""

    context: BrowserContext
    free: list[Page] = field(default_factory=list)


_WINDOWS: dict[tuple[Browser, str], _Window] = {}


def _window(browser: Browser, options: Mapping[str, Any]) -> _Window:
    """Return the one context of a browser with these options: what it fetched once need not be fetched again."""
    key = browser, repr(sorted(options.items()))
    if key not in _WINDOWS:
        _WINDOWS[key] = _Window(browser.new_context(reduced_motion="reduce", **options))
    return _WINDOWS[key]


@contextmanager
def tab(
    browser: Browser, width: int = 1280, scheme: Scheme = "light", *, anew: bool = False, **options: Any
) -> Iterator[Page]:
    """Open a tab in which nothing moves; it shares its cache with others, and keeps nothing that a site stores.

    It may have shown other pages before. Ask for one `anew` to listen to it, or to change what it asks for and runs.
    """
    window = _window(browser, {"color_scheme": scheme, **options})
    page = window.free.pop() if window.free and not anew else window.context.new_page()
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.set_default_timeout(60_000)
    may_be_used_again = False
    try:
        yield page
        may_be_used_again = not anew
    finally:
        with suppress(Error):
            page.evaluate("localStorage.clear(), sessionStorage.clear()")
        if may_be_used_again:
            _empty(page)
            window.free.append(page)
        else:
            page.close()
        window.context.clear_cookies()


def _empty(page: Page) -> None:
    """Have a tab as it was when it was opened, but for its history."""
    page.unroute_all()
    page.goto("about:blank")
    page.emulate_media(media="null")
    page.mouse.move(-1, -1)


MARK_ALIKE = """([styles, judged]) => {
  const sample = /[\\p{L}\\p{N}].*[\\p{L}\\p{N}]/u;
  const before = new Set(judged), looks = new Map([[null, 0]]), shown = new Map();
  // Of 53 bits, which is what a number holds.
  const digest = (text) => {
    let [high, low] = [0xdeadbeef, 0x41c6ce57];
    for (let place = 0; place < text.length; place += 1) {
      high = Math.imul(high ^ text.charCodeAt(place), 2654435761);
      low = Math.imul(low ^ text.charCodeAt(place), 1597334677);
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return 4294967296 * (2097151 & low) + (high >>> 0);
  };
  for (const element of document.querySelectorAll("html, html *")) {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const own = styles.map(name => style.getPropertyValue(name));
    own.push(element.localName, box.width > 0, box.height > 0, box.right > 0, box.bottom + scrollY > 0);
    const look = digest(`${looks.get(element.parentElement)} ${own.join("|")}`);
    looks.set(element, look);
    element.removeAttribute("data-alike");
    const words = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
    if (!words.some(node => sample.test(node.data))) continue;
    shown.has(look) ? shown.get(look).push(element) : shown.set(look, [element]);
  }
  for (const [look, alike] of shown)
    for (const element of before.has(look) ? alike : alike.slice(1, -1)) element.setAttribute("data-alike", "");
  return [...shown.keys()];
}"""
"""Marks what looks like something before it and something behind it, with all that it stands in; gives all looks.

What colours are to each other follows from styles, and those of an element from what it stands in. Of what is alike
the first and the last stay: one of them may lie beneath something else. Letters that stand alone show nothing. What
looks like something that was judged already, on this page or another, is marked altogether.
"""
STYLES = (
    "color", "background-color", "background-image", "opacity", "visibility", "display", "position", "z-index", "float",
    "overflow", "clip", "clip-path", "filter", "mix-blend-mode", "text-shadow", "text-indent", "transform", "font-size",
    "font-weight", "font-style", "font-family", "text-decoration-line", "border-bottom-style",
)  # fmt: skip
ONCE_FOR_EACH_LOOK = {"color-contrast-enhanced": "*", "link-in-text-block": "a[href]"}
"""Rules about colours, and what axe puts them to: they take most of its time."""
CONTRAST = {
    "ignoreUnicode": True, "ignoreLength": False, "ignorePseudo": False, "boldValue": 700, "boldTextPt": 14,
    "largeTextPt": 18, "pseudoSizeThreshold": 0.25, "shadowOutlineEmMax": 0.1, "textStrokeEmMin": 0.03,
    "contrastRatio": {"normal": {"expected": 7}, "large": {"expected": 4.5}},
}  # fmt: skip
"""As axe asks by itself of much contrast; what has far too little is told too, which axe leaves to its other rule."""


def violations(
    page: Page, *, without: Collection[str] = (), only: Collection[str] = (), judged: set[int] | None = None
) -> list[str]:
    """Return what axe has against the page as it stands; of contrast it asks for more than by itself.

    Text has to have 7 to 1, or 4.5 to 1 if it is large (WCAG 1.4.6, level AAA). What looks like something `judged`
    before is not asked for its colours again; what is judged now is added.
    """
    rules = {"color-contrast-enhanced": {"enabled": True}}
    rules |= {rule: {"enabled": False} for rule in ("color-contrast", *without)}
    chosen = {"runOnly": {"type": "rule", "values": [*only]}} if only else {"rules": rules}
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    if not ONCE_FOR_EACH_LOOK.keys() <= set(without):
        looks = page.evaluate(MARK_ALIKE, [STYLES, [*(judged or ())]])
        unlike = [{"id": rule, "selector": f"{of}:not([data-alike])"} for rule, of in ONCE_FOR_EACH_LOOK.items()]
        checks = [{"id": "color-contrast-enhanced", "options": CONTRAST}]
        page.evaluate("changed => axe.configure(changed)", {"rules": unlike, "checks": checks})
        if judged is not None:
            judged.update(looks)
    found = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **chosen})["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


QUIET = """() => document.fonts.ready.then(() =>
  new Promise((done) => requestAnimationFrame(() => requestIdleCallback(() => done(null)))))"""
MOST_TURNS = 1000


class Fetching:
    """What a tab fetches from now on: a test that looks at all of it waits for its end, and for no time to pass."""

    def __init__(self, page: Page) -> None:
        """Listen to a tab."""
        self._page = page
        # The address of each request, in turn.
        self.begun: list[str] = []
        self._ended = 0
        page.on("request", lambda request: self.begun.append(request.url))
        page.on("requestfinished", self._note)
        page.on("requestfailed", self._note)

    def _note(self, _: Request) -> None:
        self._ended += 1

    def wait(self) -> None:
        """Wait until the page has all that it asks for by itself, and nothing left to do."""
        for _ in range(MOST_TURNS):
            begun = len(self.begun)
            self._page.evaluate(QUIET)
            if len(self.begun) == begun == self._ended:
                return
        raise AssertionError(f"{self._page.url} fetches without end: {self.begun[-5:]}")


def search(page: Page, words: str) -> None:
    """Search as a reader does, and wait for what is found."""
    page.locator("header").get_by_role("link", name="Search").click()
    page.get_by_role("searchbox", name="Search").fill(words)
    expect(page.locator(".sb-search__results")).not_to_contain_text("Spelling need not be right")


IN_ITS_PLACE = """async ([address, script]) => {
  const whole = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const anew = document.importNode(whole.querySelector(".md-main"), true);
  document.querySelector(".md-main").replaceWith(anew);
  document.title = whole.title;
  await (await import(script)).show();
  await document.fonts.ready;
}"""


def in_turn(page: Page, site: str, folder: str, names: Iterable[str]) -> Iterator[str]:
    """Show the pages of a folder one after another, all but the first one in its place; yield the name of each.

    What such a page has of its own stands in its main part; to load all of the others anew takes several times as long.
    """
    for number, name in enumerate(names):
        address = f"{site}/{folder}/{name}/"
        if number:
            page.evaluate(IN_ITS_PLACE, [address, f"{site}/assets/yours.js"])
        else:
            page.goto(address)
            page.evaluate("document.fonts.ready.then(() => null)")
        yield name


def without_cache(page: Page) -> CDPSession:
    """Let a tab fetch all that it needs as on a first visit; give what it is told so by."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return network


def brightness(page: Page, element: str, style: str) -> float:
    colour = page.locator(element).first.evaluate(f"element => getComputedStyle(element).{style}")
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 3


def names_shown(page: Page) -> set[str]:
    entries = page.locator("[data-finder-entry]:visible").all()
    return {entry.get_attribute("data-finder-entry") or "" for entry in entries}
