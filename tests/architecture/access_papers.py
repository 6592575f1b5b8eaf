"""Invoices: goods are handed over, and the paper follows."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.architecture.access_orders import guest_order
from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.things import eventually


async def _invoiced(things: Things) -> tuple[Thing, str]:
    bought, owner = await guest_order(things), things.who("owner")
    path = f"/orders/{bought.values['order_id']}"
    query = f"?token={bought.key['token']}"
    part = (await bought.entitled.get(f"{path}{query}"))["shop_orders"][0]
    for verb in ("accept", "ready"):
        await owner.post(f"/shop-orders/{part['id']}/{verb}", {})
    await owner.post(f"/shop-orders/{part['id']}/hand-over", {"pickup_code": part["pickup_code"]})

    async def issued() -> Any:
        return (await bought.entitled.get(f"{path}/invoices{query}"))["items"]

    papers = await eventually(issued)
    return bought, papers[0]["id"]


async def bought_paper(things: Things) -> Thing:
    bought, paper_id = await _invoiced(things)
    return Thing(
        {**bought.values, "invoice_id": paper_id},
        bought.entitled,
        bought.party,
        bought.looks,
        bought.key,
        wrong_key=bought.wrong_key,
    )


async def sold_paper(things: Things) -> Thing:
    bought, paper_id = await _invoiced(things)
    shop = await things.shared("live_shop")
    values = {"slug": shop.values["slug"], "invoice_id": paper_id}
    return Thing(values, things.who("owner"), bought.entitled)


async def any_paper(things: Things) -> Thing:
    _, paper_id = await _invoiced(things)
    return Thing({"invoice_id": paper_id}, things.who("operator"), things.who("owner"))


_NAMED = {"name": "Anna Beispiel-Meier"}
BODIES: Mapping[str, Callable[[Any], Any]] = {
    "POST /shops/{slug}/invoices/{invoice_id}/correction": lambda _: {
        "buyer": _NAMED, "reason": "Falscher Name",
    },
    "POST /shops/{slug}/invoices/{invoice_id}/correction/preview": lambda _: {"buyer": _NAMED},
    "PUT /shops/{slug}/invoice-settings": lambda _: {"tax_number": "119/123/45678"},
}  # fmt: skip
MAKERS: Mapping[str, Maker] = {
    make.__name__: make for make in (bought_paper, sold_paper, any_paper)
}
