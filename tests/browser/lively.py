"""A browser whose owner has nothing against movement, unless said otherwise."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from playwright.async_api import Browser, Page

Motion = Literal["no-preference", "reduce"]


@asynccontextmanager
async def lively(
    chromium: Browser, base: str, *, motion: Motion = "no-preference", width: int = 1280
) -> AsyncIterator[Page]:
    """What breaks on the page breaks the test."""
    context = await chromium.new_context(
        viewport={"width": width, "height": 900}, locale="de-DE", reduced_motion=motion
    )
    page = await context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    try:
        yield page
    finally:
        await context.close()
    assert broken == []
