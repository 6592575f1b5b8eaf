"""Products over HTTP: written down, published, changed, withdrawn, read."""

import asyncio
from uuid import UUID

import pytest
from catalog.http.shapes import ListOf, PriceHistoryShape, ProductShape
from marketkit.clock import new_id
from marketkit.contracts import ProductChanged, ProductWithdrawn, StockCounted

from tests.catalog.builders import a_product, a_shop, a_variant
from tests.catalog.conftest import Desk, Market, ok


async def test_a_draft_is_there_for_the_shops_people_only(desk: Desk, market: Market) -> None:
    await desk.go_live()
    product = await desk.product()
    path = f"/api/v1/products/{product['id']}"

    ProductShape.model_validate(product)
    assert (product["status"], product["version"], product["published_at"]) == ("draft", 1, None)
    assert ok(await desk.advisor.get(path)) == product
    assert ok(await market.client("operator").get(path)) == product
    assert (await market.guest.get(path)).status == 404
    assert (await market.client("resident", "shop_staff").get(path)).status == 404
    assert (await market.client("advisor").patch(path, json={"title": "Meins"})).status == 404
    assert await market.events(ProductChanged) == []


async def test_a_published_product_is_everyones(desk: Desk, market: Market) -> None:
    product = await desk.on_sale()
    path = f"/api/v1/products/{product['id']}"
    assert (await market.guest.get(path)).status == 404  # its shop is still a draft
    await desk.go_live()

    seen = await market.guest.get(path)

    body = ok(seen)
    ProductShape.model_validate(body)
    (variant,) = body["variants"]
    assert variant["price"] == {"amount": 480, "currency": "EUR"}
    per_kilo = {"amount": 640, "currency": "EUR", "per": "kg", "kind": None}
    assert variant["unit_price"] == per_kilo
    assert variant["vat_class"] == "de_reduced"
    assert variant["content_amount"] == "750"
    assert (body["picture"], body["profile"]) == ("brot", "food_loose")
    assert [c["name"] for c in body["category_path"]] == ["Lebensmittel", "Backwaren", "Brot"]
    assert body["allergens"] == [
        {"key": "gluten", "name": "Gluten", "state": "contains", "sub": ["Roggen", "Weizen"]}
    ]
    assert (body["shop"]["slug"], body["shop"]["status"]) == (desk.slug, "live")
    assert seen.headers["cache-control"] == "no-cache"


async def test_the_entity_tag_saves_the_second_answer(desk: Desk, market: Market) -> None:
    path = f"/api/v1/products/{(await desk.on_sale())['id']}"
    await desk.go_live()
    tag = (await market.guest.get(path)).headers["etag"]

    same = await market.guest.get(path, headers={"if-none-match": tag})
    ok(
        await desk.advisor.patch(
            f"/api/v1/shops/{desk.slug}", json={"pickup_note": "Hintereingang"}
        )
    )
    changed = await market.guest.get(path, headers={"if-none-match": tag})

    assert (same.status, same.body) == (304, b"")
    assert ok(changed)["shop"]["pickup_note"] == "Hintereingang"


async def test_publishing_names_everything_the_law_wants(desk: Desk, market: Market) -> None:
    product = await desk.product(
        title="Bio-Honig", category="honig", description="", allergens_reviewed=False,
        variants=[{"price": {"amount": 0}, "deposit": {"amount": 15}}],
    )  # fmt: skip

    refused = await desk.advisor.post(f"/api/v1/products/{product['id']}/publish")

    problem = refused.json()
    said = {error["field"]: error["message"] for error in problem["errors"]}
    assert (refused.status, problem["code"]) == (422, "not_publishable")
    assert set(said) == {
        "title", "description", "origin", "allergens_reviewed", "variants",
        "details.best_before", "details.producer",
        "variants[0].price", "variants[0].deposit_kind",
    }  # fmt: skip
    assert "(EU) 2018/848" in said["title"]
    assert "LMIV" in said["allergens_reviewed"]
    assert "PAngV" in said["variants"]
    assert await market.events(ProductChanged) == []


async def test_a_control_number_allows_the_word_organic(desk: Desk) -> None:
    product = await desk.product(title="Bio-Roggenbrot")
    publish = f"/api/v1/products/{product['id']}/publish"
    assert (await desk.advisor.post(publish)).status == 422

    ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"organic_code": "DE-ÖKO-006"}))

    assert ok(await desk.advisor.post(publish))["status"] == "published"


async def test_publishing_twice_at_once_tells_it_once(desk: Desk, market: Market) -> None:
    product = await desk.product()
    path = f"/api/v1/products/{product['id']}/publish"

    answers = await asyncio.gather(*(desk.advisor.post(path) for _ in range(3)))

    assert [ok(answer)["version"] for answer in answers] == [2, 2, 2]
    (event,) = await market.events(ProductChanged)
    assert (event.version, event.shop_slug) == (2, desk.slug)
    assert event.category_path == ("lebensmittel", "backwaren", "brot")
    assert event.variants[0].unit_price.amount == 640


async def test_a_change_of_what_is_on_sale_is_told(desk: Desk, market: Market) -> None:
    product = await desk.on_sale()
    variant = product["variants"][0]["id"]

    changed = ok(
        await desk.advisor.patch(
            f"/api/v1/products/{product['id']}",
            json={"title": "Zeitzer Brot", "variants": [{"id": variant, "price": {"amount": 520}}]},
        )
    )

    last = (await market.events(ProductChanged))[-1]
    assert changed["variants"][0]["label"] == "1 kg"
    assert (last.title, last.variants[0].price, last.version) == ("Zeitzer Brot", 520, 3)


async def test_what_is_on_sale_must_stay_fit_for_sale(desk: Desk) -> None:
    product = await desk.on_sale()

    refused = await desk.advisor.patch(
        f"/api/v1/products/{product['id']}", json={"description": ""}
    )

    assert (refused.status, refused.json()["code"]) == (422, "not_publishable")
    kept = ok(await desk.advisor.get(f"/api/v1/products/{product['id']}"))
    assert kept["description"] == product["description"]


async def test_a_withdrawn_product_is_gone_until_it_is_published_again(
    desk: Desk, market: Market
) -> None:
    await desk.go_live()
    product = await desk.on_sale()
    path = f"/api/v1/products/{product['id']}"

    for _ in range(2):
        ok(await desk.advisor.post(f"{path}/withdraw"))

    assert (await market.guest.get(path)).status == 410
    assert ok(await desk.advisor.get(path))["status"] == "withdrawn"
    (event,) = await market.events(ProductWithdrawn)
    assert (event.product_id, event.version) == (UUID(product["id"]), 3)
    assert ok(await desk.advisor.post(f"{path}/publish"))["version"] == 4


async def test_a_draft_put_away_is_not_told(desk: Desk, market: Market) -> None:
    product = await desk.product()

    ok(await desk.advisor.post(f"/api/v1/products/{product['id']}/withdraw"))

    assert await market.events(ProductWithdrawn) == []


async def test_a_key_makes_one_product_however_often_it_comes(desk: Desk, market: Market) -> None:
    keyed = desk.advisor.with_headers(idempotency_key="p-1")
    path = f"/api/v1/shops/{desk.slug}/products"

    answers = await asyncio.gather(*(keyed.post(path, json=a_product()) for _ in range(3)))

    assert len({ok(answer, 201)["id"] for answer in answers}) == 1
    assert len(ok(await desk.advisor.get(path))["items"]) == 1
    other = await keyed.post(path, json=a_product(title="Anderes Brot"))
    assert other.json()["code"] == "idempotency_key_reused"


async def test_what_is_counted_is_handed_to_orders(desk: Desk, market: Market) -> None:
    product = await desk.product(
        variants=[a_variant(on_hand=12), a_variant(label="2 kg", on_order=True), a_variant()]
    )
    counted, on_order, _ = product["variants"]

    ok(
        await desk.advisor.patch(
            f"/api/v1/products/{product['id']}",
            json={"variants": [{"id": counted["id"], "on_hand": 3}]},
        )
    )

    events = [
        (str(e.variant_id), e.version, e.on_hand, e.on_order)
        for e in await market.events(StockCounted)
    ]
    assert events == [
        (counted["id"], 1, 12, False),
        (on_order["id"], 1, None, True),
        (counted["id"], 2, 3, False),
    ]


async def test_variants_are_added_and_changed_but_never_lost(desk: Desk) -> None:
    product = await desk.product()
    (first,) = product["variants"]

    changed = ok(
        await desk.advisor.patch(
            f"/api/v1/products/{product['id']}",
            json={
                "variants": [
                    {"label": "500 g", "price": {"amount": 290}, "sku": "B-500"},
                    {"id": first["id"], "label": ""},
                ]
            },
        )
    )

    assert [v["label"] for v in changed["variants"]] == ["", "500 g"]
    assert changed["variants"][0]["price"] == first["price"]
    assert changed["variants"][1]["sku"] == "B-500"


async def test_an_article_number_is_given_once_per_shop(desk: Desk) -> None:
    first = a_product(variants=[a_variant(sku="BROT-1")])
    path = f"/api/v1/shops/{desk.slug}/products"
    ok(await desk.advisor.post(path, json=first), 201)

    again = await desk.advisor.post(path, json=first)
    twice = await desk.advisor.post(
        path, json=a_product(variants=[a_variant(sku="X"), a_variant(sku="X")])
    )

    assert (again.status, again.json()["code"]) == (409, "sku_taken")
    assert twice.json()["errors"][0]["field"] == "variants[1].sku"


@pytest.mark.parametrize(
    ("kind", "cents", "status"),
    [
        ("mw_beer_008", 48, 201),  # six bottles
        ("crate_150", 310, 201),  # the crate and twenty beer bottles
        ("crate_150", 330, 201),  # the crate and twelve water bottles
        ("crate_150", 8, 422),
        ("dpg_025", 30, 422),
        ("custom", 275, 201),
        ("glass", 15, 422),
    ],
)
async def test_a_deposit_adds_up(desk: Desk, kind: str, cents: int, status: int) -> None:
    variant = a_variant(deposit_kind=kind, deposit={"amount": cents})

    answer = await desk.advisor.post(
        f"/api/v1/shops/{desk.slug}/products", json=a_product(variants=[variant])
    )

    assert answer.status == status


async def test_the_drawing_follows_the_category_until_one_is_chosen(desk: Desk) -> None:
    product = await desk.product()
    path = f"/api/v1/products/{product['id']}"

    moved = ok(await desk.advisor.patch(path, json={"category": "kuchen_torten"}))
    chosen = ok(await desk.advisor.patch(path, json={"picture": "stollen"}))
    kept = ok(await desk.advisor.patch(path, json={"category": "brot"}))

    assert [p["picture"] for p in (moved, chosen, kept)] == ["torte", "stollen", "stollen"]


async def test_a_product_has_no_more_than_fifty_variants(desk: Desk) -> None:
    product = await desk.product(variants=[a_variant() for _ in range(50)])

    refused = await desk.advisor.patch(
        f"/api/v1/products/{product['id']}", json={"variants": [a_variant()]}
    )

    assert refused.json()["errors"][0]["field"] == "variants"


async def test_the_deposit_follows_its_kind(desk: Desk) -> None:
    product = await desk.product(variants=[a_variant(deposit_kind="mw_015")])

    refused = await desk.advisor.post(
        f"/api/v1/shops/{desk.slug}/products",
        json=a_product(variants=[a_variant(deposit_kind="mw_015", deposit={"amount": 20})]),
    )

    assert product["variants"][0]["deposit"] == {"amount": 15, "currency": "EUR"}
    assert refused.json()["errors"][0]["field"] == "variants[0].deposit"


async def test_saving_the_same_form_twice_changes_nothing(desk: Desk) -> None:
    product = await desk.product()
    path = f"/api/v1/products/{product['id']}"
    form = {
        "title": "Zeitzer Landbrot",
        "allergens": [{"key": "gluten", "state": "contains"}],
        "allergens_reviewed": True,
        "picture": None,
        "labels": ["Handarbeit", "Handarbeit", ""],
        "variants": [{"id": product["variants"][0]["id"], "label": "750 g", "deposit_kind": None}],
    }

    first, second = [ok(await desk.advisor.patch(path, json=form)) for _ in range(2)]

    assert first == second
    assert (first["version"], first["labels"], first["picture"]) == (2, ["Handarbeit"], "brot")


async def test_a_small_business_gets_its_tax_class(market: Market) -> None:
    advisor = market.client("advisor")
    shop = ok(await advisor.post("/api/v1/shops", json=a_shop(tax_mode="small_19")), 201)
    path = f"/api/v1/shops/{shop['slug']}/products"

    product = ok(await advisor.post(path, json=a_product()), 201)
    refused = await advisor.post(path, json=a_product(variants=[a_variant(vat_class="de_reduced")]))

    assert product["variants"][0]["vat_class"] == "de_zero_small"
    assert "§ 19 UStG" in refused.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 200}, "title"),
        ({"title": "Brot\x00"}, "title"),
        ({"title": "Brot\ufffe"}, "title"),
        ({"category": "gibtsnicht"}, "category"),
        ({"colour": "braun"}, "colour"),
        ({"variants": []}, "variants"),
        ({"variants": [a_variant(price={"amount": -1})]}, "variants[0].price.amount"),
        ({"variants": [a_variant(price={"amount": 10**12})]}, "variants[0].price.amount"),
        ({"variants": [a_variant(price={"amount": 4.8})]}, "variants[0].price.amount"),
        ({"variants": [a_variant(price={"amount": 1, "currency": "USD"})]},
         "variants[0].price.currency"),
        ({"variants": [a_variant(content_amount="viel")]}, "variants[0].content_amount"),
        ({"variants": [a_variant(content_amount="1e400")]}, "variants[0].content_amount"),
        ({"variants": [a_variant(content_unit="elle")]}, "variants[0].content_unit"),
        ({"variants": [a_variant(content_unit=None)]}, "variants[0].content_amount"),
        ({"variants": [a_variant(vat_class="de_half")]}, "variants[0].vat_class"),
        ({"variants": [a_variant(on_hand=10**10)]}, "variants[0].on_hand"),
        ({"variants": [a_variant(on_hand=1, on_order=True)]}, "variants[0].on_hand"),
        ({"allergens": [{"key": "stones", "state": "contains"}]}, "allergens[0].key"),
        ({"allergens": [{"key": "milk", "state": "contains"}] * 2}, "allergens[1].key"),
        ({"additives": ["glitter"]}, "additives[0]"),
        ({"picture": "../../etc/passwd"}, "picture"),
    ],
)  # fmt: skip
async def test_bad_input_names_the_field_and_saves_nothing(
    desk: Desk, change: dict[str, object], field: str
) -> None:
    path = f"/api/v1/shops/{desk.slug}/products"

    refused = await desk.advisor.post(path, json=a_product(**change))

    assert (refused.status, refused.headers["content-type"]) == (422, "application/problem+json")
    assert field in {error["field"] for error in refused.json()["errors"]}
    assert ok(await desk.advisor.get(path))["items"] == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b'{"title":"\\ud800 brot"}'])
async def test_a_broken_body_is_a_plain_refusal(desk: Desk, body: bytes) -> None:
    answer = await desk.advisor.post(
        f"/api/v1/shops/{desk.slug}/products",
        body=body,
        headers={"content-type": "application/json"},
    )

    assert answer.status == 422


async def test_the_shops_list_is_searched_filtered_and_paged(desk: Desk, market: Market) -> None:
    await desk.go_live()
    for title in ("Apfelkuchen", "Bauernbrot", "Butterbrezel"):
        await desk.on_sale(title=title)
    await desk.product(title="Entwurf")
    path = f"/api/v1/shops/{desk.slug}/products"

    async def titles(client, **query):
        page = ok(await client.get(path, query=query))
        ListOf[ProductShape].model_validate(page)
        return [item["title"] for item in page["items"]]

    assert await titles(market.guest) == ["Apfelkuchen", "Bauernbrot", "Butterbrezel"]
    assert await titles(market.guest, status="draft") == []
    assert await titles(desk.advisor, status="draft") == ["Entwurf"]
    assert await titles(desk.advisor, q="BR") == ["Bauernbrot", "Butterbrezel"]
    assert await titles(desk.advisor, q="b_uernbrot") == []
    assert await titles(desk.advisor, sort="updated", limit=1) == ["Entwurf"]
    first = ok(await desk.advisor.get(path, query={"sort": "updated", "limit": 2}))
    rest = {"sort": "updated", "limit": 2, "cursor": first["next"]}
    assert await titles(desk.advisor, **rest) == ["Bauernbrot", "Apfelkuchen"]


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "WzEsMl0", "%00", "WyJhIiwiYiJd"])
@pytest.mark.parametrize("sort", ["title", "updated"])
async def test_a_foreign_cursor_is_refused(desk: Desk, cursor: str, sort: str) -> None:
    answer = await desk.advisor.get(
        f"/api/v1/shops/{desk.slug}/products", query={"cursor": cursor, "sort": sort}
    )

    assert (answer.status, answer.json()["code"]) == (422, "bad_cursor")


async def test_prices_are_remembered_from_the_first_day(desk: Desk, market: Market) -> None:
    await desk.go_live()
    product = await desk.product()
    path = f"/api/v1/products/{product['id']}"
    variant = product["variants"][0]["id"]

    async def price(cents: int) -> None:
        market.clock.at = market.clock.at.replace(day=market.clock.at.day + 1)
        change = {"variants": [{"id": variant, "price": {"amount": cents}}]}
        ok(await desk.advisor.patch(path, json=change))

    await price(999)
    ok(await desk.advisor.post(f"{path}/publish"))
    await price(450)
    await price(520)

    public = ok(await market.guest.get(f"{path}/price-history"))
    inside = ok(await desk.advisor.get(f"{path}/price-history"))
    PriceHistoryShape.model_validate(public)
    (prices,) = public["variants"]
    assert [p["price"]["amount"] for p in prices["periods"]] == [520, 450, 999]
    assert prices["lowest_30_days"] == {"amount": 450, "currency": "EUR"}
    assert prices["periods"][0]["valid_to"] is None
    assert [p["offered"] for p in inside["variants"][0]["periods"]] == [
        True, True, True, False, False,
    ]  # fmt: skip


async def test_a_stale_copy_of_a_product_is_refused(desk: Desk) -> None:
    product = await desk.product()
    path = f"/api/v1/products/{product['id']}"

    ok(await desk.advisor.patch(path, json={"origin": "Zeitz"}, headers={"if-match": '"1"'}))
    stale = await desk.advisor.patch(path, json={"origin": "Gera"}, headers={"if-match": '"1"'})
    nonsense = await desk.advisor.patch(path, json={"origin": "X"}, headers={"if-match": "1"})

    assert (stale.status, nonsense.status) == (412, 412)
    assert ok(await desk.advisor.get(path))["origin"] == "Zeitz"


async def test_an_unknown_product_is_404_everywhere(desk: Desk) -> None:
    path = f"/api/v1/products/{new_id()}"

    assert (await desk.advisor.get(path)).status == 404
    assert (await desk.advisor.patch(path, json={})).status == 404
    assert (await desk.advisor.post(f"{path}/publish")).status == 404
    assert (await desk.advisor.get(f"{path}/price-history")).status == 404
    assert (await desk.advisor.get("/api/v1/products/nonsense")).status == 422
