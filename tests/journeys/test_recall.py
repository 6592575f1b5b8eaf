"""A resident buys bread, it is called back: the mail comes, the page warns, nobody buys it."""

from pathlib import Path
from typing import Any

from tests.architecture.access_duties import MAKERS as DUTIES
from tests.architecture.access_market import running_market
from tests.architecture.access_orders import MAKERS as ORDERS
from tests.architecture.access_shops import MAKERS as SHOPS
from tests.architecture.access_things import Things
from tests.journeys.things import eventually
from tests.support.databases import Templates


async def test_from_the_till_to_the_warning(databases: Templates, tmp_path: Path) -> None:
    async with running_market(databases, tmp_path) as market:
        things = Things(market, {**SHOPS, **ORDERS, **DUTIES})
        order = await things.fresh("order")
        shelf = things.kept["shelf"]
        product, buyer = shelf.values["product_id"], order.entitled
        operator = things.who("operator")
        preview = await operator.get("/recalls/affected", product_id=product)
        draft = await operator.post("/recalls", _recall(product))

        await operator.post(f"/recalls/{draft['id']}/publish")

        async def mailed() -> Any:
            found = (await operator.get("/operations/mails"))["items"]
            return [mail for mail in found if "Sicherheitshinweis" in (mail["subject"] or "")]

        mails = await eventually(mailed)
        assert preview["orders"] == 1
        assert len(mails) == 1
        cart = {"lines": [{"variant_id": shelf.values["variant_id"], "quantity": 1}]}
        assert (await buyer.post("/carts", cart))["can_checkout"] is False
        page = await market.client.get(f"/produkt/{product}", headers={"accept": "text/html"})
        assert page.status == 410
        assert "Dieses Produkt wird zurückgerufen" in page.text
        public = await market.client.get(f"/rueckrufe/{draft['id']}")
        assert "Kleine Metallteile können verletzen." in public.text
        mine = await buyer.get(f"/orders/{order.values['order_id']}")
        assert mine["shop_orders"][0]["recalls"][0]["number"] == draft["number"]
        again = await shelf.entitled.ask("POST", f"/products/{product}/publish")
        assert again.status == 409


def _recall(product: str) -> dict[str, Any]:
    return {
        "products": [{"product_id": product}],
        "title": "Metall im Brot",
        "danger": "Kleine Metallteile können verletzen.",
        "action": "Bitte nicht essen.",
        "remedy": "Sie bekommen Ihr Geld zurück.",
        "contact": "03441 555010",
        "source": "authority_order",
    }
