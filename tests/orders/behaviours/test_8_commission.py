"""Commission: a rate fixed at sale, on the net price, its VAT apart, by rules everybody can see."""

from typing import Any

import pytest
from orders.domain.category_tree import CategoryTree
from orders.domain.ledger import Part
from orders.store import shares
from orders.use_cases.commission_book import CommissionBook
from orders.use_cases.work_on_shares import work_on_shares

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

TREE = CategoryTree(
    {"lebensmittel": None, "brot": "lebensmittel", "pflanzen": None},
    {"lebensmittel": "Lebensmittel", "brot": "Brot", "pflanzen": "Pflanzen"},
)
RULES = "/api/v1/operations/commission"
TOMORROW = "2026-11-21"
FIVE_PERCENT = {"name": "Alle", "permille": 50}


@pytest.fixture
async def told(market: Market, client: AsgiClient) -> Market:
    """The market with categories, and a rate of 7 % on its bread."""
    opened = market.with_(commission=CommissionBook(TREE))
    client.app.state.context = opened.context  # type: ignore[attr-defined]
    return opened


async def table(client: AsgiClient, *rules: dict[str, Any], begin: str = TOMORROW) -> Any:
    operator = client.as_(a_token("operator"))
    return await operator.put(RULES, json={"valid_from": begin, "rules": list(rules)})


async def fee(market: Market, client: AsgiClient, shop: AShop, placed: AnOrder) -> tuple[int, int]:
    """Handed over and settled: the commission in the books, net and VAT."""
    owner = owner_of(client, shop)
    for name in ("accept", "ready"):
        await verb(owner, placed.parts[0], name)
    await verb(owner, placed.parts[0], "hand-over", pickup_code=placed.code())
    row = await market.database.pool.fetchrow(
        "SELECT id, order_id, shop_id FROM shop_order WHERE id = $1", placed.parts[0]
    )
    async with market.database.transaction() as tx:
        await shares.begin(tx, Part(row["order_id"], row["id"], row["shop_id"]))
    await work_on_shares(market.database)
    await work_on_shares(market.database)
    sums = await market.database.pool.fetch(
        "SELECT p.account, -sum(p.amount) AS cents FROM ledger_posting p"
        " JOIN ledger_entry e ON e.id = p.entry_id"
        " WHERE e.shop_order_id = $1 AND e.kind = 'commission' GROUP BY p.account",
        row["id"],
    )
    found = {each["account"]: each["cents"] for each in sums}
    return found.get("platform_fee_income", 0), found.get("vat_on_fee", 0)


async def a_sale(market: Market, client: AsgiClient, shop: AShop, key: str) -> AnOrder:
    """Bread for 10,70 €."""
    variant = await market.offer(shop, price=1070)
    slots = {str(shop.id): "2026-11-24T10:00:00+01:00"}
    return await order(client, (shop, variant, 1), key=key, slots=slots)


async def test_without_rules_nothing_is_charged(told: Market, client: AsgiClient) -> None:
    shop = await told.shop()

    assert await fee(told, client, shop, await a_sale(told, client, shop, "a")) == (0, 0)


async def test_the_rate_is_fixed_at_sale_and_later_changes_touch_no_old_order(
    told: Market, client: AsgiClient
) -> None:
    shop = await told.shop()
    free = await a_sale(told, client, shop, "free")
    assert (await table(client, FIVE_PERCENT)).status == 200
    told.clock.at = told.clock.at.replace(day=21)
    sold = await a_sale(told, client, shop, "sold")
    more = {"name": "Mehr", "permille": 200}
    assert (await table(client, more, begin="2026-11-22")).status == 200
    told.clock.at = told.clock.at.replace(day=22)

    assert await fee(told, client, shop, free) == (0, 0)
    # 10,70 € are 10,00 € net at 7 %; 5 % of it, and 19 % VAT on that.
    assert await fee(told, client, shop, sold) == (50, 10)


async def test_the_first_rule_that_fits_counts_and_everything_below_is_marked(
    told: Market, client: AsgiClient
) -> None:
    bread = {"name": "Brot", "permille": 10, "category": "lebensmittel"}
    below = {"name": "Nie", "permille": 90, "way": "delivery"}
    answer = await table(client, bread, FIVE_PERCENT, below)

    found = (await client.as_(a_token("operator")).get(RULES)).json()
    marks = [
        (rule["name"], rule["fits_everything"], rule["never_counts"]) for rule in found["announced"]
    ]

    assert answer.json()["short_notice"] is True
    assert found["announced_from"] == TOMORROW
    assert found["today"] == []
    assert marks == [("Brot", False, False), ("Alle", True, False), ("Nie", False, True)]


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"category": "unbekannt"}, "rules[0].category"),
        ({"shop_id": "00000000-0000-0000-0000-000000000001"}, "rules[0].shop_id"),
        ({"way": "drohne"}, "rules[0].way"),
        ({"colour": "red"}, "rules[0].colour"),
        ({"permille": 501}, "rules[0].permille"),
        ({"fixed": -1}, "rules[0].fixed"),
    ],
)
async def test_what_nobody_knows_is_refused_and_never_widened(
    told: Market, client: AsgiClient, rule: dict[str, Any], field: str
) -> None:
    answer = await table(client, FIVE_PERCENT | rule)

    assert answer.status == 422
    assert answer.json()["errors"][0]["field"] == field
    assert await told.database.pool.fetchval("SELECT count(*) FROM commission_rule") == 0


async def test_no_rule_holds_on_the_day_it_is_made(told: Market, client: AsgiClient) -> None:
    answer = await table(client, FIVE_PERCENT, begin="2026-11-20")

    assert answer.status == 422
    assert answer.json()["errors"][0]["field"] == "valid_from"
    assert told


async def test_what_was_announced_is_replaced_and_stays_in_the_history(
    told: Market, client: AsgiClient
) -> None:
    operator = client.as_(a_token("operator"))
    for _ in range(2):
        await table(client, FIVE_PERCENT)
    await table(client, {"name": "Doch weniger", "permille": 20}, begin="2026-12-10")

    found = (await operator.get(RULES)).json()
    past = (await operator.get(f"{RULES}/history?limit=2")).json()
    rest = (await operator.get(f"{RULES}/history?limit=2&cursor={past['next']}")).json()

    assert [rule["name"] for rule in found["announced"]] == ["Doch weniger"]
    assert found["announced_from"] == "2026-12-10"
    assert [rule["name"] for rule in past["items"]] == ["Doch weniger", "Alle"]
    assert [rule["never_held"] for rule in past["items"]] == [False, True]
    assert [rule["never_held"] for rule in rest["items"]] == [True]
    assert told


async def test_the_shop_sees_its_rules_before_they_hold(told: Market, client: AsgiClient) -> None:
    shop, other = await told.shop(), await told.shop("gaertnerei")
    mine = {"name": "Nur ihr", "permille": 30, "shop_id": str(shop.id)}
    await table(client, mine, FIVE_PERCENT)

    seen = (await owner_of(client, shop).get(f"/api/v1/shops/{shop.slug}/money")).json()
    theirs = (await owner_of(client, other).get(f"/api/v1/shops/{other.slug}/money")).json()

    assert [rule["name"] for rule in seen["commission"]["announced"]] == ["Nur ihr", "Alle"]
    assert [rule["name"] for rule in theirs["commission"]["announced"]] == ["Alle"]
    assert seen["commission"]["announced_from"] == TOMORROW


async def test_a_preview_says_what_it_would_have_cost_and_changes_nothing(
    told: Market, client: AsgiClient
) -> None:
    shop = await told.shop()
    await fee(told, client, shop, await a_sale(told, client, shop, "a"))

    answer = await client.as_(a_token("operator")).post(
        f"{RULES}/preview", json={"rules": [FIVE_PERCENT | {"category": "brot"}]}
    )

    [row] = answer.json()["shops"]
    assert (row["slug"], row["sales"], row["turnover"]["amount"]) == ("baeckerei", 1, 1070)
    assert (row["agreed"]["amount"], row["wanted"]["amount"]) == (0, 60)
    assert await told.database.pool.fetchval("SELECT count(*) FROM commission_rule") == 0


@pytest.mark.parametrize("role", ["resident", "shop_staff", "advisor"])
async def test_only_the_operator_sees_and_makes_rules(client: AsgiClient, role: str) -> None:
    somebody = client.as_(a_token(role))

    assert (await somebody.get(RULES)).status == 403
    body = {"valid_from": TOMORROW, "rules": []}
    assert (await somebody.put(RULES, json=body)).status == 403
    assert (await somebody.post(f"{RULES}/preview", json={"rules": []})).status == 403
    assert (await client.get(RULES)).status == 401
