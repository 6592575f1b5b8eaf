"""The shop's own list: the same speed however long, and every way to sift it from an index."""

import re
from typing import Any

import pytest
from catalog.queries.inventory import Wanted, conditions, paging
from catalog.store import shops

from tests.catalog.builders import a_variant
from tests.catalog.conftest import Desk, ok

_PRODUCTS = """
    INSERT INTO product SELECT * FROM json_populate_recordset(NULL::product, (
        SELECT json_agg(to_jsonb(product) || jsonb_build_object(
            'id', gen_random_uuid(), 'title', 'Ware ' || lpad(n::text, 5, '0')))
        FROM product, generate_series(1, $1) n WHERE product.shop_id = $2))
"""
_ENTRIES = """
    INSERT INTO product_entry (product_id, shop_id, title, status, category, price, stock,
        incomplete, updated_at, words)
    SELECT id, shop_id, lower(title), 'published', 'brot', 100 + row_number() OVER () % 900, 5,
        false, now() - row_number() OVER () * interval '1 second',
        array_to_tsvector(string_to_array('#' || shop_id || ' ' || lower(title), ' '))
    FROM product WHERE NOT EXISTS (SELECT FROM product_entry e WHERE e.product_id = product.id)
"""
WAYS = [
    Wanted(),
    Wanted(descending=True),
    Wanted(sort="price"),
    Wanted(sort="updated", descending=True),
    Wanted(sort="stock"),
    Wanted(status="draft"),
    Wanted(out=True),
    Wanted(incomplete=True),
    Wanted(reduced=True),
    Wanted(stale=True),
    Wanted(q="ware 01234"),
]


async def _page(desk: Desk, **query: Any) -> dict[str, Any]:
    path = f"/api/v1/shops/{desk.slug}/inventory"
    found: dict[str, Any] = ok(await desk.advisor.get(path, query=query))
    return found


async def _titles(desk: Desk, **query: Any) -> list[str]:
    return [item["title"] for item in (await _page(desk, **query))["items"]]


@pytest.fixture
async def long_list(desk: Desk) -> Desk:
    await desk.product(title="Das erste")
    pool = desk.market.db.pool
    shop_id = await pool.fetchval("SELECT id FROM shop WHERE slug = $1", desk.slug)
    await pool.execute(_PRODUCTS, 20_000, shop_id)
    await pool.execute(_ENTRIES)
    await pool.execute("ANALYZE product_entry")
    return desk


async def test_no_way_to_look_at_a_long_list_reads_or_sorts_all_of_it(long_list: Desk) -> None:
    around = long_list.market.guest.app.state.surroundings  # type: ignore[attr-defined]
    async with around.db.session() as session:
        shop = await shops.get(session, long_list.slug)
    for wanted in WAYS:
        where, values = conditions(wanted, shop, around, around.clock.now())
        statement = paging(wanted, where, len(values))
        async with around.db.transaction() as tx:
            # As the services' own connections are set.
            await tx.execute("SET LOCAL enable_seqscan = off")
            rows = await tx.fetch(f"EXPLAIN ANALYZE {statement}", *values, 26)
        plan = "\n".join(row[0] for row in rows)
        assert "Seq Scan" not in plan, plan
        read = [int(n) for n in re.findall(r"actual time=\S+ rows=(\d+)", plan)]
        removed = [int(n) for n in re.findall(r"Removed by Filter: (\d+)", plan)]
        assert max(read + removed, default=0) <= 200, plan


async def test_goods_are_found_by_any_part_of_a_word_by_number_and_category(desk: Desk) -> None:
    variant = a_variant(sku="RM-77", ean="4006381333931")
    await desk.product(title="Roggenmischbrot", variants=[variant])
    await desk.product(title="Seife")

    for words in ("brot", "misch", "ROGGEN", "rm-77", "4006381333931", "roggen 77"):
        assert "Roggenmischbrot" in await _titles(desk, q=words), words
    assert await _titles(desk, q="gibtsnicht") == []
    assert await _titles(desk, q="'); DROP & | !") == []


async def test_pages_go_both_ways_and_meet_every_product_once(desk: Desk) -> None:
    for number in range(60):
        price = {"amount": 100 + number % 3, "currency": "EUR"}
        await desk.product(title=f"Ware {number:02d}", variants=[a_variant(price=price)])

    for sort in ("title", "price", "updated", "stock"):
        forward: list[str] = []
        page = await _page(desk, sort=sort)
        assert page["previous"] is None
        while True:
            forward += [item["id"] for item in page["items"]]
            if page["next"] is None:
                break
            page = await _page(desk, sort=sort, cursor=page["next"])
        back: list[str] = []
        while page["previous"]:
            page = await _page(desk, sort=sort, cursor=page["previous"], backwards="true")
            back = [item["id"] for item in page["items"]] + back
        assert len(set(forward)) == len(forward) == 60
        assert back == forward[:50]
        assert (page["total"], page["more_than_total"]) == (60, False)


async def test_a_list_can_be_sifted(desk: Desk) -> None:
    await desk.product(title="Voll", variants=[a_variant(on_hand=3)])
    await desk.on_sale(title="Leer")
    await desk.product(title="Lückenhaft", allergens=[], allergens_reviewed=False)

    assert await _titles(desk, status="published") == ["Leer"]
    assert await _titles(desk, incomplete="true") == ["Lückenhaft"]
    assert len(await _titles(desk, category="lebensmittel")) == 3
    assert await _titles(desk, reduced="true") == []
    assert await _titles(desk, sort="title", descending="true") == ["Voll", "Lückenhaft", "Leer"]


async def test_strangers_see_no_list(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}/inventory"

    assert (await desk.market.client("resident").get(path)).status == 404
    assert (await desk.market.guest.get(path)).status == 401
    assert (await desk.advisor.get(path, query={"cursor": "kaputt"})).status == 422
    assert (await desk.advisor.get(path, query={"limit": 7})).status == 422
