"""Somebody in front of a screen: goes to pages, looks whether everybody could use them.

async with visiting(chromium, address, width=360, dark=True) as visitor:
    await visitor.go("/korb")
    await visitor.check()       axe, no sideways scrolling, nothing broken on the console
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Page

PHONE, WIDE, HEIGHT = 360, 1280, 900
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# A refused form or a missing page is an answer, not a broken page.
_EXPECTED = "Failed to load resource: the server responded with a status of 4"
_SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth)
    .map(e => `${e.tagName}.${e.className} ${e.innerText || ''}`.slice(0, 120))"""
_FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  const text = (e.innerText || e.value || '').replaceAll('\u00ad', '').trim();
  return {tag: e.tagName, id: e.id, text,
          seen: s.outlineStyle !== 'none' || s.boxShadow !== 'none'};
}"""
_MOST_TABS = 120


@dataclass
class Visitor:
    page: Page
    base: str
    broken: list[str] = field(default_factory=list)

    async def go(self, path: str) -> None:
        await self.page.goto(self.base + path)

    async def sits_down(self) -> None:
        """Leaves the phone for a wide screen in the evening, on the same page."""
        await self.page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        await self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")

    async def check(self) -> None:
        """Everything a machine can say about whether this page is usable."""
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(Axe().axe_script)
        found = await self.page.evaluate("rules => axe.run(rules)", RULES)
        wrong = [_said(violation) for violation in found["violations"]]
        assert not wrong, "\n".join(wrong)
        wide = await self.page.evaluate(_SIDEWAYS)
        assert not wide, f"scrolls sideways: {wide[:20]}"
        assert self.broken == []

    async def tab_to(self, text: str) -> None:
        """Press Tab until the thing with this text or id has the focus; it must be visible."""
        for _press in range(_MOST_TABS):
            await self.page.keyboard.press("Tab")
            focused = await self.page.evaluate(_FOCUSED)
            if text in {focused["id"], focused["text"]} or focused["text"].startswith(text):
                assert focused["seen"], f"no visible focus on {text}"
                return
        raise AssertionError(text)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_EXPECTED):
            self.broken.append(message.text)


@asynccontextmanager
async def visiting(
    browser: Browser,
    base: str,
    *,
    width: int = WIDE,
    dark: bool = False,
    scripts: bool = True,
    cookies: dict[str, str] | None = None,
) -> AsyncIterator[Visitor]:
    """A fresh browser profile."""
    context = await browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        java_script_enabled=scripts,
        locale="de-DE",
    )
    await context.add_cookies(
        [{"name": name, "value": value, "url": base} for name, value in (cookies or {}).items()]
    )
    visitor = Visitor(await context.new_page(), base)
    visitor.page.on("console", visitor._listen)
    visitor.page.on("pageerror", lambda error: visitor.broken.append(str(error)))
    try:
        yield visitor
    finally:
        await context.close()


def _said(violation: dict[str, Any]) -> str:
    where = [node["html"][:160] for node in violation["nodes"][:3]]
    return f"{violation['id']}: {where}"
