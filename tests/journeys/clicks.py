"""The market as people meet it: on a screen, with links and buttons, phone and desk alike."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, Locator, Page

from tests.browser.checkout import pickup_times
from tests.browser.visitor import Visitor, visiting
from tests.journeys.actors import JSON, PASSWORD
from tests.journeys.stages import Stage

Where = str | re.Pattern[str]
PHONE, DESK = 360, 1280
HEIGHT = 900
_ANY_ONE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[\w-]*[0-9a-f]{6}[\w-]*|[?#].*")


@dataclass(frozen=True)
class Person:
    """Somebody in front of a browser of their own."""

    visitor: Visitor
    looked_at: set[str] = field(default_factory=set)
    """Kinds of pages that were looked at: a long way goes over the same ones again and again."""

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def base(self) -> str:
        return self.visitor.base

    async def go(self, path: str) -> None:
        await self.visitor.go(path)
        await self.look_once()

    async def look_once(self) -> None:
        """Unless a page of this kind, in this state of alarm, was looked at before."""
        alerts = await self.main.get_by_role("alert").count()
        kind = f"{_ANY_ONE.sub('*', self.page.url)} {alerts}"
        if kind not in self.looked_at:
            self.looked_at.add(kind)
            await self.look()

    async def look(self) -> None:
        """Whether everybody could use the page one stands on, on a phone and at a desk."""
        for width in (PHONE, DESK):
            await self.page.set_viewport_size({"width": width, "height": HEIGHT})
            await self.visitor.check()

    async def follow(self, link: Locator, where: Where) -> None:
        """A click that leads to another page, or to the same one anew."""
        async with self.page.expect_navigation(url=where):
            await link.click()
        await self.look_once()

    async def follow_named(self, name: str, where: Where) -> None:
        await self.follow(self.main.get_by_role("link", name=name, exact=True).first, where)

    async def press(self, name: str, where: Where, *, within: Locator | None = None) -> None:
        """A button; `where` is the address it leads to."""
        button = (within or self.main).get_by_role("button", name=name, exact=True)
        await self.follow(button, where)

    async def fill(self, **values: str) -> None:
        """Fields by their ids, `-` written as `__`."""
        for name, value in values.items():
            await self.main.locator(f"[id='{name.replace('__', '-')}']").fill(value)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    async def text(self, of: Locator | None = None) -> str:
        """What is read; the places where words may be broken are not."""
        return (await (of or self.main).inner_text()).replace("\N{SOFT HYPHEN}", "")

    async def sign_in(self, email: str, password: str = PASSWORD) -> None:
        await self.visitor.go("/")
        menu = self.page.get_by_role("navigation", name="Hauptmenü")
        await self.follow(menu.get_by_role("link", name="Anmelden"), "**/anmelden")
        await self.fill(email=email, password=password)
        await self.press("Anmelden", f"{self.base}/")
        assert "Sie sind angemeldet." in await self.text(self.page.locator("body"))

    async def find(self, word: str) -> None:
        search = self.page.get_by_role("search")
        await search.locator("#q").fill(word)
        await self.follow(search.get_by_role("button", name="Suchen"), "**/suche?q=**")

    async def put_in_cart(self, product: JSON, quantity: int = 1) -> None:
        """Found by its name, as everything is."""
        await self.find(product["title"])
        hit = self.main.locator(f"a[href^='/produkt/{product['id']}/']")
        await self.follow(hit.first, "**/produkt/**")
        await self.fill(menge=str(quantity))
        await self.press("In den Korb", "**/korb")

    async def choose_times(self) -> None:
        """The first that each shop offers."""
        for times in await self.times():
            await times.select_option(index=1)

    async def times(self) -> list[Locator]:
        """Each shop's."""
        return await pickup_times(self.page)

    async def declare_everything(self) -> None:
        """On the page of proofs: each thing that only has to be said, one after the other."""
        open_points = self.main.locator("section[aria-labelledby=offen]")
        todo = open_points.get_by_role("button", name=re.compile("^So ist es"))
        for _ in range(await todo.count()):
            await self.follow(todo.first, "**/nachweise*")

    def part(self, shop: JSON) -> Locator:
        """One shop's part of an order page."""
        link = self.page.locator(f"a[href='/laden/{shop['slug']}']")
        return self.main.locator("section.shop-order").filter(has=link)


@asynccontextmanager
async def person(
    chromium: Browser, stage: Stage, looked_at: set[str] | None = None
) -> AsyncIterator[Person]:
    async with visiting(chromium, stage.base, width=DESK) as visitor:
        yield Person(visitor, set() if looked_at is None else looked_at)
