"""Every address of a shop and its products, tried by people it is none of the business of.

The list comes from the app itself: a new route without a rule here fails. Cases, notices and
recalls are no shop's own; `tests/architecture` tries them with all routes of the market.
"""

from collections.abc import Iterator
from http.client import FORBIDDEN
from typing import Any

import pytest
from marketkit.clock import new_id

from tests.catalog.builders import a_product, a_shop
from tests.catalog.conftest import WORDING, Desk, Market, ok
from tests.support.asgi import AsgiClient

PUBLIC = {
    ("GET", "/api/v1/shops/{slug}"),
    ("GET", "/api/v1/shops/{slug}/products"),
    ("GET", "/api/v1/shops/{slug}/legal"),
    ("GET", "/api/v1/shops/{slug}/legal/{kind}"),
    ("GET", "/api/v1/shops/{slug}/closures"),
    ("GET", "/api/v1/products/{product_id}"),
    ("GET", "/api/v1/products/{product_id}/price-history"),
}
"""What everyone may ask for; whether there is an answer depends on the object."""
OF_A_SHOP = ("/api/v1/shops/{slug}", "/api/v1/products/{product_id}")
OPEN_TO_ADVISORS = {
    ("GET", "/api/v1/shops/{slug}/mandates"),
    ("POST", "/api/v1/shops/{slug}/mandates"),
}
"""Every advisor may ask a business that is known to all, and sees what they asked themselves."""
A_MANDATE = {"actions": ["prices"], "until": "2027-01-01"}
BODIES: dict[str, Any] = {
    "/api/v1/shops/{slug}/own-terms": {"text": "Unsere Bedingungen. " * 20},
    "/api/v1/shops/{slug}/closures": {"from": "2026-12-24", "to": "2027-01-04"},
    "/api/v1/shops/{slug}/image": {"alt": "x"},
    "/api/v1/shops/{slug}/checklist": {"answers": [{"key": "food_registration"}]},
    "/api/v1/shops/{slug}/checklist/{key}/waive": {"reason": "Darum."},
    "/api/v1/shops/{slug}/checklist/{key}/reject": {"reason": "Darum."},
    "/api/v1/shops/{slug}/checklist/{key}/ask": {"question": "Warum?"},
    "/api/v1/shops/{slug}/business-type": {"business_type": "farm"},
    "/api/v1/shops/{slug}/products": a_product(),
    "/api/v1/products/{product_id}/images/{image_id}": {"alt": "x"},
    "/api/v1/shops/{slug}/mandates/{mandate_id}/grant": {"wording": WORDING},
    "/api/v1/shops/{slug}/invitations": {"email": "x@example.org", "role": "owner"},
    "/api/v1/shops/{slug}/people/{account_id}": {"role": "owner"},
    "/api/v1/products/{product_id}/availability": {"said": "out"},
    "/api/v1/shops/{slug}/decisions/{decision_id}/complaint": {"words": "Das stimmt so nicht."},
    "/api/v1/shops/{slug}/products/bulk": {
        "products": [{"id": str(new_id()), "version": 1}],
        "withdraw": True,
    },
    "/api/v1/products/{product_id}/refuse": {"reason": "Das reicht so nicht."},
    "/api/v1/products/{product_id}/offer-again": {
        "variants": [{"id": str(new_id()), "price": {"amount": 1, "currency": "EUR"}}]
    },
    "/api/v1/products/{product_id}/promotions": {
        "variants": [{"id": str(new_id()), "price": {"amount": 1, "currency": "EUR"}}],
        "ends_at": "2027-01-01T00:00:00+01:00",
    },
}
QUERIES = {"/api/v1/shops/{slug}/product-defaults": "?category=brot"}
OPERATORS_ONLY = {
    ("POST", "/api/v1/products/{product_id}/approve"),
    ("POST", "/api/v1/products/{product_id}/refuse"),
}
"""Refused before anybody looks which product it is."""


class Names(dict[str, str]):
    """What stands in the path; a thing that nobody made has an id that nobody drew."""

    def __missing__(self, _: str) -> str:
        return str(new_id())


def guarded(market: Market) -> Iterator[tuple[str, str]]:
    """Method and path of each route that is not public."""
    described = market.guest.app.openapi()  # type: ignore[attr-defined]  # it is a FastAPI app
    for path, methods in described["paths"].items():
        for method in methods:
            route = (method.upper(), path)
            if path.startswith(OF_A_SHOP) and route not in PUBLIC:
                yield route


async def try_it(client: AsgiClient, method: str, path: str, names: Names) -> int:
    body = BODIES.get(path, {}) if method in {"POST", "PATCH", "PUT"} else None
    if path == "/api/v1/shops/{slug}/mandates" and body is not None:
        body = A_MANDATE | ({"wording": WORDING} if method == "PUT" else {})
    address = path.format_map(names) + QUERIES.get(path, "")
    answer = await client.request(method, address, json=body)
    return answer.status


async def names_of(desk: Desk) -> Names:
    product = await desk.on_sale()
    days = {"first": "2026-12-24", "day": "2026-12-24"}
    things = {
        "key": "food_registration",
        "kind": "lucid",
        "product_id": product["id"],
        "name": "products.csv",
    }
    return Names(slug=desk.slug, **things, **days)


async def other_owner(market: Market) -> AsgiClient:
    """The owner of another shop, with every role a shop's people have."""
    advisor = market.client("advisor")
    slug = ok(await advisor.post("/api/v1/shops", json=a_shop(name="Anderer Laden")), 201)["slug"]
    owner, _ = await Desk(market, advisor, new_id(), slug).hand_over()
    return owner


@pytest.mark.parametrize("live", [False, True])
async def test_nobody_reaches_into_anothers_shop(desk: Desk, market: Market, live: bool) -> None:
    names = await names_of(desk)
    if live:
        await desk.go_live()
    before = ok(await desk.advisor.get(f"/api/v1/shops/{desk.slug}"))
    strangers = {
        "guest": market.guest,
        "resident": market.client(),
        "another advisor": market.client("advisor"),
        "another owner": await other_owner(market),
    }

    found = {
        (who, method, path): await try_it(client, method, path, names)
        for who, client in strangers.items()
        for method, path in guarded(market)
    }

    allowed = {"guest": {401}} if live else {"guest": {401, 404}}
    wrong = {
        key: status
        for key, status in found.items()
        if status not in allowed.get(key[0], {403, 404, 415} if live else {404, 415})
        and not (live and key[0] == "another advisor" and key[1:] in OPEN_TO_ADVISORS)
        and not (status == FORBIDDEN and key[1:] in OPERATORS_ONLY)
    }
    assert not wrong, "\n".join(f"{key}: {status}" for key, status in wrong.items())
    assert ok(await desk.advisor.get(f"/api/v1/shops/{desk.slug}")) == before


async def test_drafts_do_not_exist_for_strangers(desk: Desk, market: Market) -> None:
    names = await names_of(desk)

    for _, path in PUBLIC:
        for client in (market.guest, market.client(), market.client("advisor")):
            assert await try_it(client, "GET", path, Names(names | {"kind": "imprint"})) == 404


@pytest.mark.parametrize("slug", ["%00", "Gross", "a'b", "%ff", "-", "x" * 500])
async def test_what_cannot_be_a_slug_is_not_there(market: Market, slug: str) -> None:
    assert (await market.guest.get(f"/api/v1/shops/{slug}")).status == 404
    assert (await market.guest.get(f"/api/v1/shops/{slug}/products")).status == 404
    assert (await market.guest.get(f"/api/v1/handovers/{slug}")).status == 404
