"""People take along what is kept of them, and nothing of anybody else."""

from marketkit.clock import new_id

from tests.orders.ordering import order
from tests.orders.papers.desk import Desk
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def test_all_orders_with_contracts_and_invoices(client: AsgiClient, desk: Desk) -> None:
    me = client.as_(a_token("resident", account_id=new_id()))
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    sold = await Desk(desk.market, me).sold(shop, (bread, 2), note="Bitte klingeln")
    running = await order(me, (shop, bread, 1), key="running")
    await order(client, (shop, bread, 1), key="guest")
    line = {"variant_id": str(bread), "quantity": 3}
    await me.post("/api/v1/carts", json={"lines": [line]})
    await desk.tell_handed_over()

    answer = await me.get("/api/v1/my/export")

    assert answer.status == 200
    assert "meine-daten.json" in answer.headers["content-disposition"]
    said = answer.json()
    assert [each["number"] for each in said["orders"]] == [
        sold.body["number"], running.body["number"]]  # fmt: skip
    first = said["orders"][0]
    assert first["contact_name"] == "Anna Beispiel"
    assert first["note"] == "Bitte klingeln"
    assert first["shop_orders"][0]["lines"][0]["title"] == "Roggenbrot"
    assert [each["number"] for each in first["invoices"]] == ["B-2026-00001"]
    assert [cart["lines"] for cart in said["carts"]] == [[line]]
    assert said["quotes"] == []
    assert "guest_token_hash" not in answer.text


async def test_who_has_nothing_gets_nothing(client: AsgiClient) -> None:
    stranger = client.as_(a_token("resident", account_id=new_id()))
    said = (await stranger.get("/api/v1/my/export")).json()
    assert (said["orders"], said["quotes"], said["carts"]) == ([], [], [])
    assert (await client.get("/api/v1/my/export")).status == 401
