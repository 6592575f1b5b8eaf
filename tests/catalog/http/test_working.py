"""Copies, patterns for next season, many products at once, ways back, two people at one product."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.catalog.builders import a_variant
from tests.catalog.conftest import Desk, Market, ok
from tests.support.asgi import Answer


async def some(desk: Desk, count: int, **changes: Any) -> list[dict[str, Any]]:
    return [await desk.on_sale(title=f"Brot Nummer {n}", **changes) for n in range(count)]


def chosen(products: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": one["id"], "version": one["version"]} for one in products]


async def bulk(desk: Desk, products: list[dict[str, Any]], **change: Any) -> Answer:
    body = {"products": chosen(products), **change}
    return await desk.advisor.post(f"/api/v1/shops/{desk.slug}/products/bulk", json=body)


async def read(desk: Desk, product: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = ok(await desk.advisor.get(f"/api/v1/products/{product['id']}"))
    return found


def price(product: dict[str, Any]) -> int:
    amount: int = product["variants"][0]["price"]["amount"]
    return amount


async def test_many_prices_rise_at_once_and_fall_back(desk: Desk) -> None:
    products = await some(desk, 3)

    shown = ok(await bulk(desk, products, price_percent="10", preview=True))
    untouched = [price(await read(desk, one)) for one in products]
    done = ok(await bulk(desk, products, price_percent="10"))
    raised = [price(await read(desk, one)) for one in products]
    again = await bulk(desk, products, price_percent="10")
    first = ok(await desk.advisor.post(f"/api/v1/undo/{done['undo']}"))
    second = ok(await desk.advisor.post(f"/api/v1/undo/{done['undo']}"))

    assert (shown["changed"], shown["undo"], untouched) == (3, None, [480] * 3)
    assert shown["items"][0]["after"]["prices"] == [{"amount": 528, "currency": "EUR"}]
    assert (done["changed"], raised) == (3, [528] * 3)
    # The versions were those of before: sending it twice raises nothing twice.
    assert again.status == 422
    assert first == second
    assert [price(await read(desk, one)) for one in products] == [480] * 3


async def test_all_or_nothing(desk: Desk) -> None:
    products = await some(desk, 3)
    path = f"/api/v1/products/{products[1]['id']}"
    ok(await desk.advisor.patch(path, json={"description": "Inzwischen anders."}))

    refused = await bulk(desk, products, add_label="winter")
    stranger = {"id": str(uuid4()), "version": 1}
    foreign = await bulk(desk, [*products[:1], stranger], add_label="winter")

    assert [one["field"] for one in refused.json()["errors"]] == ["products[1]"]
    assert [one["field"] for one in foreign.json()["errors"]] == ["products[1]"]
    assert [(await read(desk, one))["labels"] for one in products] == [[], [], []]


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"category": "stollen_saisongebaeck"}, "category", "stollen_saisongebaeck"),
        ({"add_label": "winter"}, "labels", ["regional", "winter"]),
        ({"remove_label": "regional"}, "labels", []),
        ({"withdraw": True}, "status", "withdrawn"),
    ],
)
async def test_each_kind_of_change_and_back(
    desk: Desk, change: dict[str, Any], field: str, value: Any
) -> None:
    products = await some(desk, 2, labels=["regional"])

    done = ok(await bulk(desk, products, **change))
    changed = [await read(desk, one) for one in products]
    ok(await desk.advisor.post(f"/api/v1/undo/{done['undo']}"))
    back = [await read(desk, one) for one in products]

    seen = [one[field]["key"] if field == "category" else one[field] for one in changed]
    assert seen == [value, value]
    assert [one[field] for one in back] == [one[field] for one in products]
    assert {one["status"] for one in back} == {"published"}


async def test_stock_is_told_and_has_no_way_back(desk: Desk, market: Market) -> None:
    products = await some(desk, 2)

    done = ok(await bulk(desk, products, stock="out"))

    rows = await market.db.pool.fetch(
        "SELECT payload FROM outbox WHERE type = 'catalog.stock.counted.v1'"
    )
    assert (done["changed"], done["undo"], len(rows)) == (2, None, 2)


async def test_what_must_stay_fit_for_sale_is_not_moved_into_a_gap(desk: Desk) -> None:
    products = await some(desk, 1)

    refused = await bulk(desk, products, category="eier")

    assert refused.status == 422
    assert "LMIV" in refused.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "price_percent"),
        ({"withdraw": True, "add_label": "x"}, "withdraw"),
        ({"price_percent": "900"}, "price_percent"),
        ({"stock": "lots"}, "stock"),
    ],
)
async def test_a_bulk_change_is_exactly_one(desk: Desk, body: dict[str, Any], field: str) -> None:
    refused = await bulk(desk, await some(desk, 1), **body)

    assert refused.status == 422
    assert [error["field"] for error in refused.json()["errors"]] == [field]


async def test_the_same_product_twice_is_named(desk: Desk) -> None:
    refused = await bulk(desk, (await some(desk, 1)) * 2, withdraw=True)

    assert refused.status == 422
    assert [error["field"] for error in refused.json()["errors"]] == ["products[1]"]


async def test_five_hundred_cost_hardly_more_than_five(desk: Desk) -> None:
    body = {"products": [{"id": str(uuid4()), "version": 1}] * 501, "withdraw": True}
    path = f"/api/v1/shops/{desk.slug}/products/bulk"

    assert (await desk.advisor.post(path, json=body)).status == 422


async def test_one_change_is_undone_for_ten_minutes_by_who_made_it(
    desk: Desk, market: Market
) -> None:
    product = await desk.on_sale()
    path = f"/api/v1/products/{product['id']}"
    variant = {"id": product["variants"][0]["id"], "price": {"amount": 550, "currency": "EUR"}}
    sent = {"description": "Ganz neu.", "variants": [variant], "details": {"storage": "Trocken."}}
    ok(await desk.advisor.patch(path, json=sent))
    back = ok(await desk.advisor.get(f"{path}/editing"))["undo"]["id"]
    other = market.client("operator")

    assert (await other.post(f"/api/v1/undo/{back}")).status == 404
    assert ok(await other.get(f"{path}/editing"))["undo"] is None
    ok(await desk.advisor.post(f"/api/v1/undo/{back}"))
    now = await read(desk, product)
    assert (now["description"], price(now), now["details"]) == (
        product["description"], 480, product["details"],
    )  # fmt: skip

    ok(await desk.advisor.patch(path, json={"description": "Noch einmal."}))
    late = ok(await desk.advisor.get(f"{path}/editing"))["undo"]["id"]
    market.clock.at += timedelta(minutes=11)
    assert (await desk.advisor.post(f"/api/v1/undo/{late}")).status == 410
    assert ok(await desk.advisor.get(f"{path}/editing"))["undo"] is None


async def test_nobody_loses_work_to_an_undo(desk: Desk) -> None:
    product = await desk.on_sale()
    path = f"/api/v1/products/{product['id']}"
    ok(await desk.advisor.patch(path, json={"description": "Erst so."}))
    back = ok(await desk.advisor.get(f"{path}/editing"))["undo"]["id"]
    ok(await desk.advisor.patch(path, json={"description": "Dann so."}))

    refused = await desk.advisor.post(f"/api/v1/undo/{back}")

    assert (refused.status, refused.json()["code"]) == (409, "changed_since")
    assert (await read(desk, product))["description"] == "Dann so."


async def test_of_two_who_undo_at_once_both_find_it_done_once(desk: Desk) -> None:
    product = await desk.on_sale()
    path = f"/api/v1/products/{product['id']}"
    ok(await desk.advisor.patch(path, json={"description": "Erst so."}))
    back = ok(await desk.advisor.get(f"{path}/editing"))["undo"]["id"]

    answers = await asyncio.gather(*(desk.advisor.post(f"/api/v1/undo/{back}") for _ in range(3)))

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert (await read(desk, product))["version"] == product["version"] + 2


async def test_two_people_at_one_product_lose_nothing(desk: Desk) -> None:
    product = await desk.on_sale()
    path = f"/api/v1/products/{product['id']}"
    match = {"if-match": f'"{product["version"]}"'}

    answers = await asyncio.gather(
        desk.advisor.patch(path, json={"description": "Meins."}, headers=match),
        desk.advisor.patch(path, json={"description": "Deins."}, headers=match),
    )

    assert sorted(answer.status for answer in answers) == [200, 412]
    refused = next(answer for answer in answers if answer.status == 412).json()
    winner = next(answer for answer in answers if answer.status == 200).json()
    assert refused["current_version"] == winner["version"]
    again = {"if-match": f'"{refused["current_version"]}"'}
    ok(await desk.advisor.patch(path, json={"description": "Beides."}, headers=again))


async def test_a_copy_is_a_draft_with_everything_but_pictures_and_stock(desk: Desk) -> None:
    variants = [a_variant(label="1 kg", on_hand=4), a_variant(label="500 g", on_hand=2)]
    product = await desk.on_sale(variants=variants, details={"legal_name": "Roggenbrot"})
    path = f"/api/v1/products/{product['id']}/duplicate"
    headers = {"idempotency-key": "einmal"}

    copy = ok(await desk.advisor.post(path, headers=headers), 201)
    again = ok(await desk.advisor.post(path, headers=headers), 201)

    assert copy["id"] == again["id"] != product["id"]
    assert (copy["status"], copy["title"]) == ("draft", "Roggenmischbrot (Kopie)")
    assert copy["details"] == product["details"]
    # Whoever copies has not looked at the allergens of the new one yet.
    assert (copy["allergens"], copy["allergens_reviewed_at"]) == (product["allergens"], None)
    skus = {v["sku"] for v in [*copy["variants"], *product["variants"]]}
    assert len(skus) == 4


async def test_last_years_product_comes_back_with_one_tap(desk: Desk) -> None:
    product = await desk.on_sale(template=True)
    path = f"/api/v1/products/{product['id']}"
    variant = {"id": product["variants"][0]["id"], "price": {"amount": 520, "currency": "EUR"}}
    body = {"variants": [{**variant, "on_hand": 12}]}
    early = ok(await desk.advisor.post(f"{path}/offer-again", json=body))
    ok(await desk.advisor.post(f"{path}/withdraw"))
    listed = ok(await desk.advisor.get(f"/api/v1/shops/{desk.slug}/templates"))["items"]

    silent = await desk.advisor.post(f"{path}/offer-again", json={"variants": []})
    back = ok(await desk.advisor.post(f"{path}/offer-again", json=body))
    twice = ok(await desk.advisor.post(f"{path}/offer-again", json=body))

    assert price(early) == 480
    assert [one["id"] for one in listed] == [product["id"]]
    assert silent.status == 422
    assert (back["status"], price(back), twice["version"]) == ("published", 520, back["version"])


async def test_strangers_see_and_do_none_of_it(desk: Desk, market: Market) -> None:
    product = await desk.on_sale(template=True)
    path = f"/api/v1/products/{product['id']}"
    for person, denied in ((market.client(), 404), (market.guest, 401)):
        assert (await person.get(f"{path}/editing")).status == denied
        assert (await person.post(f"{path}/duplicate")).status == denied
        shop = f"/api/v1/shops/{desk.slug}"
        assert (await person.get(f"{shop}/templates")).status == denied
        body = {"products": chosen([product]), "withdraw": True}
        assert (await person.post(f"{shop}/products/bulk", json=body)).status == denied
        assert (await person.post(f"/api/v1/undo/{uuid4()}")).status == denied
