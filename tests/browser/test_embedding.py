"""The shop's window inside somebody else's page, on another origin; and the page it comes from."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Frame, Page, expect

from tests.browser.visitor import RULES, visiting
from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.goods import BREAD

pytestmark = pytest.mark.browser
FRAME = "/einbetten/baeckerei-morgenroth"
PRINT = "/theke/baeckerei-morgenroth/aushang"


@asynccontextmanager
async def elsewhere(text: str) -> AsyncIterator[str]:
    """Another server: another port is another origin."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = text.encode()
        head = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n"
        writer.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://localhost:{server.sockets[0].getsockname()[1]}/"


@asynccontextmanager
async def framed(
    chromium: Browser, source: str, *, width: int = 400, dark: bool = False
) -> AsyncIterator[Page]:
    """A bakery's own page with a frame in it."""
    text = (
        '<!doctype html><html lang="de"><title>Bäckerei</title><h1>Unsere Bäckerei</h1>'
        f'<iframe src="{source}" title="Markt" width="{width}" height="640"></iframe>'
    )
    context = await chromium.new_context(
        viewport={"width": 1000, "height": 900}, color_scheme="dark" if dark else "light"
    )
    try:
        async with elsewhere(text) as address:
            page = await context.new_page()
            await page.goto(address)
            yield page
    finally:
        await context.close()


def inner(page: Page) -> Frame:
    (frame,) = page.main_frame.child_frames
    return frame


@pytest.mark.parametrize(("width", "dark"), [(280, False), (400, True), (800, False)])
async def test_it_is_usable_in_a_foreign_page(
    chromium: Browser, address: str, width: int, *, dark: bool
) -> None:
    async with framed(chromium, address + FRAME, width=width, dark=dark) as page:
        frame = inner(page)
        await expect(frame.get_by_role("heading", name="Bäckerei Morgenroth")).to_be_visible()
        await frame.evaluate(Axe().axe_script)
        found = await frame.evaluate("rules => axe.run(rules)", RULES)
        sideways = await frame.evaluate("document.documentElement.scrollWidth - innerWidth")
        broken = await frame.evaluate(
            "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        )

        assert [one["id"] for one in found["violations"]] == []
        assert sideways <= 0
        assert broken == []
        assert await page.context.cookies() == []


async def test_a_tap_opens_the_market_in_a_window_of_its_own(
    chromium: Browser, address: str
) -> None:
    async with framed(chromium, address + FRAME) as page:
        link = inner(page).get_by_role("link", name="Im Regionalmarkt bestellen")

        assert await link.get_attribute("target") == "_blank"
        assert await link.get_attribute("rel") == "noopener"


@pytest.mark.parametrize("path", ["/laden/baeckerei-morgenroth", "/anmelden", "/korb"])
async def test_no_other_page_shows_itself_in_a_frame(
    chromium: Browser, address: str, path: str
) -> None:
    async with framed(chromium, address + path) as page:
        text = await inner(page).evaluate("document.body ? document.body.innerText : ''")

        assert "Morgenroth" not in text
        assert "Regionalmarkt" not in text


@pytest.mark.parametrize("width", [360, 768, 1280])
async def test_the_print_page_is_usable_and_gives_the_line_away(
    chromium: Browser, address: str, width: int
) -> None:
    cookies = {"sid": "baeckerei@example.org"}
    async with visiting(chromium, address, width=width, cookies=cookies) as visitor:
        await visitor.go(PRINT)
        await visitor.check()
        page = visitor.page
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"])

        await page.get_by_role("button", name="Kopieren").click()

        await expect(page.get_by_text("Kopiert.")).to_be_visible()
        pasted = await page.evaluate("navigator.clipboard.readText()")
        assert FRAME in pasted
        assert pasted.startswith("<iframe")


async def test_ticked_goods_come_as_a_file(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    cookies = {"sid": "baeckerei@example.org"}
    async with visiting(chromium, address, width=360, scripts=False, cookies=cookies) as visitor:
        await visitor.go(PRINT)
        page = visitor.page
        await page.get_by_label(BREAD["title"]).first.check()

        async with page.expect_download() as download:
            await page.get_by_role("button", name="Ausgewählte als PDF").click()

        assert (await download.value).suggested_filename == "schilder-baeckerei-morgenroth.pdf"
        assert market.calls[-1].query == {"products": [BREAD["id"]]}


async def test_the_delivery_step_shows_its_parts_once_ticked(
    chromium: Browser, address: str
) -> None:
    cookies = {"sid": "baeckerei@example.org"}
    async with visiting(chromium, address, width=360, cookies=cookies) as visitor:
        await visitor.go("/theke/baeckerei-morgenroth/profil/lieferung")
        page = visitor.page
        await expect(page.get_by_label("Kosten je Lieferung (€)")).to_be_hidden()

        await page.get_by_label("Wir bringen unsere Ware auch selbst").check()
        await page.get_by_label("Kosten je Lieferung (€)").fill("3,50")
        await page.get_by_label("Alle Orte im Umkreis von").fill("5")
        await page.get_by_role("button", name="Auswählen").click()

        await expect(page.get_by_text("3,50\xa0€ je Lieferung")).to_be_visible()
        await expect(page.get_by_label("06712")).to_be_checked()
        await visitor.check()
