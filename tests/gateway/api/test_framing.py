"""One page may stand in frames of others; it asks nobody who they are. All else keeps the ban."""

import jwt
import pytest

from tests.gateway.house import House
from tests.support.asgi import AsgiClient

FRAME = "/einbetten/baeckerei-morgenroth"
BAN = "frame-ancestors 'none'"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/anmelden",
        "/laden/baeckerei-morgenroth",
        "/theke/baeckerei-morgenroth/aushang",
        "/einbetten",
        "/einbetten/",
        "/einbetten/a/b",
        "/gibtsnicht",
        "/api/v1/shops",
        "/api/docs",
        "/impressum",
    ],
)
async def test_every_other_page_refuses_to_be_framed(house: House, path: str) -> None:
    answer = await house.client.get(path)

    assert BAN in answer.headers["content-security-policy"]


async def test_the_window_may_be_framed_by_anybody(house: House) -> None:
    headers = (await house.client.get(FRAME)).headers

    policy = headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert BAN not in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


async def who_asked(house: House, browser: AsgiClient, path: str) -> set[str]:
    """For whom the catalogue was asked: account ids, empty for guests."""
    catalog = house.services["catalog"]
    catalog.seen.clear()
    await browser.get(path)
    tokens = [seen["headers"]["authorization"].removeprefix("Bearer ") for seen in catalog.seen]
    assert tokens
    return {
        jwt.decode(token, options={"verify_signature": False}).get("sub") or "" for token in tokens
    }


async def test_it_asks_as_a_guest_whoever_looks(house: House) -> None:
    account = await house.sign_up()
    browser = await house.browser()

    assert await who_asked(house, browser, "/laden/baeckerei-morgenroth") == {account["id"]}
    assert await who_asked(house, browser, FRAME) == {""}
    # Nor is a token looked at: elsewhere this one would be refused.
    assert await who_asked(house, house.client.as_("made-up"), FRAME) == {""}
