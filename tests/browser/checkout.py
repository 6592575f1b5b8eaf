"""The checkout as a person works it."""

from playwright.async_api import Locator, Page


async def pickup_times(page: Page) -> list[Locator]:
    """Each shop's times; where there is a plan for all, they are folded away."""
    each = page.locator("select[name^='slot-']")
    for fold in await page.locator("details:not([open])").filter(has=each).all():
        await fold.locator("summary").first.click()
    return await each.all()
