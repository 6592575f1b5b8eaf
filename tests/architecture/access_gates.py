"""Products on which somebody works: chosen for a change, put away, waiting for a look."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from tests.architecture.access_shops import draft_shop, live_shop, published
from tests.architecture.access_things import Maker, Thing, Things

_BREAD = {"category": "brot"}
_KNIFE: dict[str, Any] = {
    "category": "haushalt_kueche",
    "description": "Ein Kochmesser aus Solingen.",
    "allergens": [],
    "allergens_reviewed": False,
    "details": {"manufacturer": "Klinge GmbH", "identifier": "K", "no_warnings": True},
}


async def asked_live_shop(things: Things) -> Thing:
    """Which kind of goods is meant stands in the query."""
    return replace(await live_shop(things), key=_BREAD, wrong_key=_BREAD)


async def asked_draft_shop(things: Things) -> Thing:
    return replace(await draft_shop(things), key=_BREAD, wrong_key=_BREAD)


async def bulk_goods(things: Things) -> Thing:
    product = await published(things)
    path = f"/products/{product.values['product_id']}"
    version = (await product.entitled.get(path))["version"]
    chosen = {"id": product.values["product_id"], "version": version}
    return replace(product, facts={"products": [chosen], "add_label": uuid4().hex})


async def last_season(things: Things) -> Thing:
    product = await published(things)
    await product.entitled.post(f"/products/{product.values['product_id']}/withdraw")
    priced = {"id": product.values["variant_id"], "price": {"amount": 520, "currency": "EUR"}}
    return replace(product, facts={"variants": [priced]})


async def waiting_goods(things: Things) -> Thing:
    """The shop's goods, the operator's decision."""
    product = await published(things, **_KNIFE)
    return replace(product, entitled=things.who("operator"), party=product.entitled)


async def own_change(things: Things) -> Thing:
    product = await published(things)
    path = f"/products/{product.values['product_id']}"
    await product.entitled.patch(path, {"description": "Heute anders."})
    undo = (await product.entitled.get(f"{path}/editing"))["undo"]["id"]
    return replace(product, values={**product.values, "undo_id": undo})


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        asked_live_shop, asked_draft_shop, bulk_goods, last_season, waiting_goods, own_change,
    )
}  # fmt: skip
BODIES: Mapping[str, Callable[[Thing], Any]] = {
    "POST /shops/{slug}/products/bulk": lambda thing: dict(thing.facts),
    "POST /products/{product_id}/offer-again": lambda thing: dict(thing.facts),
    "POST /products/{product_id}/refuse": lambda _: {"reason": "Das Bild zeigt etwas anderes."},
}
