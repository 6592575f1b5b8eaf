"""Withdrawing from a contract: without login, receipted at once, decided by the shop."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from marketkit.clock import HERE
from orders.domain.codes import withdrawal_token

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, pay, verb
from tests.support.asgi import Answer, AsgiClient
from tests.support.tokens import a_token

PATH = "/api/v1/withdrawals"


async def declare(client: AsgiClient, *, key: str = "w", path: str = PATH, **said: Any) -> Answer:
    body = {"name": "Anna Albrecht", "receipt_to": "anna@example.org"} | said
    return await client.post(path, json=body, headers={"Idempotency-Key": key})


async def two_shops(client: AsgiClient, market: Market, **changes: Any) -> tuple[AnOrder, AShop]:
    bakery, farm = await market.shop("baeckerei"), await market.shop("hof")
    bread, eggs = await market.offer(bakery), await market.offer(farm)
    return await order(client, (bakery, bread, 2), (farm, eggs, 1), **changes), bakery


async def test_who_has_the_order_at_hand_chooses_shop_and_lines(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)
    part = placed.parts[0]

    answer = await declare(
        client,
        path=f"{PATH}?token={placed.token}",
        order_id=str(placed.id),
        parts=[{"shop_order_id": part, "positions": [1]}],
        receipt_to="anders@example.org",
    )

    found = answer.json()
    assert answer.status == 201, answer.text
    assert [one["shop_order_id"] for one in found["parts"]] == [part]
    assert found["parts"][0]["state"] == "declared"
    assert found["parts"][0]["worth"]["amount"] == placed.body["shop_orders"][0]["total"]["amount"]
    assert found["contract"] == placed.body["number"]
    assert found["declared_at"].startswith("2026-11-20T09:00:00")
    mails = await market.database.pool.fetch("SELECT kind, to_address FROM mail ORDER BY kind")
    assert ("withdrawal_receipt", "anders@example.org") in [tuple(row) for row in mails]


async def lettered(client: AsgiClient, market: Market, made: dict[str, Any]) -> Answer:
    """The receipt as the link in the letter opens it."""
    key = withdrawal_token(market.context.guest_token_secret, UUID(made["id"]))
    return await client.get(f"{PATH}/{made['id']}?token={key}")


async def test_number_and_address_find_the_whole_order(client: AsgiClient, market: Market) -> None:
    placed, _ = await two_shops(client, market)

    made = (await declare(client, contract=placed.body["number"].lower())).json()
    found = (await lettered(client, market, made)).json()

    assert found["matched"]
    assert {part["shop_order_id"] for part in found["parts"]} == set(placed.parts)


@pytest.mark.parametrize("words", ["Bestellung Nr. {}, das Brot", " {} ", "{}."])
async def test_the_number_is_found_among_other_words(
    client: AsgiClient, market: Market, words: str
) -> None:
    placed, _ = await two_shops(client, market)
    said = {"contract": words.format(placed.body["number"]), "name": "Anna  Beispiel"}

    await declare(client, receipt_to="anders@example.org", **said)

    assert await market.database.pool.fetchval("SELECT order_id FROM withdrawal") == placed.id


def day_of_order(placed: AnOrder) -> str:
    """As its id says it: the clock of these tests stands still, that of ids does not."""
    return datetime.fromtimestamp((placed.id.int >> 80) / 1000, HERE).date().isoformat()


@pytest.mark.parametrize("mail", ["anna@example.org", "fremd@example.org"])
async def test_without_a_number_day_and_address_find_the_order(
    client: AsgiClient, market: Market, mail: str
) -> None:
    placed, _ = await two_shops(client, market)
    said = {"contract": "Brot und Eier", "ordered_on": day_of_order(placed), "receipt_to": mail}

    made = (await declare(client, **said)).json()

    found = (await lettered(client, market, made)).json()
    assert not made["matched"], "whoever asks is told nothing; the letter goes to the address"
    assert found["matched"] is (mail == "anna@example.org")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_a_day_beyond_our_time_turns_nobody_away(
    client: AsgiClient, market: Market, day: str
) -> None:
    assert (await declare(client, contract="Brot", ordered_on=day)).status == 201


async def test_of_two_orders_of_one_day_nobody_guesses(client: AsgiClient, market: Market) -> None:
    placed, bakery = await two_shops(client, market)
    await order(client, (bakery, await market.offer(bakery), 1), key="second")

    await declare(client, contract="Brot", ordered_on=day_of_order(placed))

    assert await market.database.pool.fetchval("SELECT order_id FROM withdrawal") is None


async def test_a_shop_orders_own_number_means_that_shop(client: AsgiClient, market: Market) -> None:
    placed, _ = await two_shops(client, market)
    number = placed.body["shop_orders"][1]["number"]

    made = (await declare(client, contract=number)).json()
    found = (await lettered(client, market, made)).json()

    assert [part["shop_order_id"] for part in found["parts"]] == [placed.parts[1]]


async def test_who_knows_an_address_and_tries_numbers_sees_nothing_either(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)

    number = placed.body["number"]
    made = await declare(client, contract=number)
    unknown = await declare(client, key="x", contract=number[:-1] + "9")
    again = await client.get(f"{PATH}/{made.json()['id']}?token={made.json()['token']}")

    for answer in (made, again):
        found = answer.json()
        assert (found["parts"], found["matched"]) == ([], False)
        assert placed.body["shop_orders"][0]["lines"][0]["title"] not in answer.text
    assert made.json().keys() == unknown.json().keys()


async def test_a_guessed_number_shows_nothing_and_stands_all_the_same(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)

    answer = await declare(
        client, name="Fremd", receipt_to="fremd@example.org", contract=placed.body["number"]
    )

    assert answer.status == 201
    assert answer.json()["parts"] == []
    assert not answer.json()["matched"]
    assert placed.body["shop_orders"][0]["lines"][0]["title"] not in answer.text


async def test_who_knows_a_name_and_tries_numbers_sees_nothing_but_the_shop_is_told(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)

    number = placed.body["number"]
    known = {"name": "anna beispiel", "receipt_to": "fremd@example.org"}
    made = await declare(client, contract=number, **known)
    unknown = await declare(client, key="x", contract=number[:-1] + "9", **known)
    again = await client.get(f"{PATH}/{made.json()['id']}?token={made.json()['token']}")

    for answer in (made, again):
        found = answer.json()
        assert (found["parts"], found["matched"]) == ([], False)
        assert placed.body["shop_orders"][0]["lines"][0]["title"] not in answer.text
    assert made.json().keys() == unknown.json().keys()
    pool = market.database.pool
    assert await pool.fetchval("SELECT count(*) FROM withdrawal_part") == len(placed.parts)


async def test_sent_ten_times_at_once_it_is_one(client: AsgiClient, market: Market) -> None:
    placed, _ = await two_shops(client, market)

    answers = await asyncio.gather(
        *(declare(client, contract=placed.body["number"]) for _ in range(10))
    )
    other = await declare(client, contract="etwas anderes")

    assert {answer.json()["id"] for answer in answers} == {answers[0].json()["id"]}
    assert other.status == 409
    pool = market.database.pool
    assert await pool.fetchval("SELECT count(*) FROM withdrawal") == 1
    assert await pool.fetchval("SELECT count(*) FROM mail WHERE kind = 'withdrawal_receipt'") == 1


async def test_without_a_contract_the_field_is_named(client: AsgiClient) -> None:
    answer = await declare(client)

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["contract"]


@pytest.mark.parametrize(
    ("field", "value"), [("receipt_to", "anna"), ("name", ""), ("statement", "x" * 2001)]
)
async def test_what_cannot_be_is_named(client: AsgiClient, field: str, value: str) -> None:
    answer = await declare(client, **{"contract": "ZZ-1", field: value})

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_strangers_do_not_withdraw_from_an_order_they_may_not_see(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)
    other, _ = await two_shops(client, market)

    stranger = await declare(client, order_id=str(placed.id))
    crossed = await declare(
        client,
        path=f"{PATH}?token={placed.token}",
        order_id=str(placed.id),
        parts=[{"shop_order_id": other.parts[0]}],
    )

    assert (stranger.status, crossed.status) == (404, 404)
    assert await market.database.pool.fetchval("SELECT count(*) FROM withdrawal") == 0


async def test_the_receipt_is_shown_again_with_its_key_only(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)
    made = (await declare(client, contract=placed.body["number"])).json()
    path = f"{PATH}/{made['id']}"

    again = await client.get(f"{path}?token={made['token']}")

    assert again.json() == {name: value for name, value in made.items() if name != "token"}
    for wrong in (path, f"{path}?token=falsch", f"{PATH}/{uuid4()}?token={made['token']}"):
        assert (await client.get(wrong)).status == 404


async def test_nobody_rewrites_what_was_declared(client: AsgiClient, market: Market) -> None:
    await declare(client, contract="ZZ-1")
    pool = market.database.pool

    for statement in ("UPDATE withdrawal SET name = 'x'", "DELETE FROM withdrawal"):
        with pytest.raises(asyncpg.RaiseError):
            await pool.execute(statement)


async def paid(market: Market, placed: AnOrder) -> None:
    assert await pay(market.context, placed.id)
    await market.database.pool.execute(
        "INSERT INTO payment (order_id, method, status, amount, idempotency_key, attempts)"
        " VALUES ($1, 'online', 'paid', $2, 'p', 1) ON CONFLICT (order_id)"
        " DO UPDATE SET status = 'paid'",
        placed.id,
        placed.body["total"]["amount"],
    )


async def declared(
    client: AsgiClient, market: Market, **changes: Any
) -> tuple[AnOrder, AShop, str]:
    """Both lines of the bakery's part, and the path of its part."""
    placed, bakery = await two_shops(client, market, **changes)
    if changes.get("payment") == "online":
        await paid(market, placed)
    number = placed.body["shop_orders"][0]["number"]
    made = (await declare(client, contract=number)).json()
    return placed, bakery, f"{PATH}/{made['id']}/parts/{placed.parts[0]}"


async def refunds(market: Market) -> list[int]:
    rows = await market.database.pool.fetch("SELECT amount FROM refund")
    return [row["amount"] for row in rows]


async def test_accepted_twice_at_once_the_money_flows_back_once(
    client: AsgiClient, market: Market
) -> None:
    placed, bakery, path = await declared(client, market, payment="online")
    owner = owner_of(client, bakery)

    answers = await asyncio.gather(*(owner.post(f"{path}/accept", json={}) for _ in range(5)))
    rejected = await owner.post(f"{path}/reject", json={"reason": "Doch nicht."})

    assert {answer.status for answer in answers} == {204}
    assert rejected.json()["code"] == "withdrawal_decided"
    assert await refunds(market) == [placed.body["shop_orders"][0]["total"]["amount"]]


async def test_declared_twice_and_accepted_at_once_the_money_flows_back_once(
    client: AsgiClient, market: Market
) -> None:
    placed, bakery, path = await declared(client, market, payment="online")
    owner, paths = owner_of(client, bakery), [path]
    for number in range(4):
        said = {"key": f"again{number}", "contract": placed.body["shop_orders"][0]["number"]}
        again = (await declare(client, **said)).json()
        paths.append(f"{PATH}/{again['id']}/parts/{placed.parts[0]}")

    answers = await asyncio.gather(*(owner.post(f"{one}/accept", json={}) for one in paths))

    assert {answer.status for answer in answers} == {204}
    assert await refunds(market) == [placed.body["shop_orders"][0]["total"]["amount"]]


async def test_what_one_declaration_paid_back_another_does_not(
    client: AsgiClient, market: Market
) -> None:
    bakery = await market.shop("baeckerei")
    rolls, cake = await market.offer(bakery), await market.offer(bakery)
    placed = await order(client, (bakery, rolls, 2), (bakery, cake, 1), payment="online")
    await paid(market, placed)
    owner, (part,) = owner_of(client, bakery), placed.parts
    line = placed.body["shop_orders"][0]["lines"][0]
    each = line["price"]["amount"] + (line["deposit"]["amount"] if line.get("deposit") else 0)

    async def accept(key: str, *positions: int) -> None:
        said = {"order_id": str(placed.id), "key": key, "path": f"{PATH}?token={placed.token}"}
        meant = [{"shop_order_id": part, "positions": positions}]
        made = (await declare(client, **said, parts=meant)).json()
        assert (await owner.post(f"{PATH}/{made['id']}/parts/{part}/accept", json={})).status == 204

    await accept("one", 1)
    await accept("same", 1)
    assert await refunds(market) == [2 * each]
    await accept("both", 1, 2)
    assert sum(await refunds(market)) == placed.body["total"]["amount"]


async def fetched(client: AsgiClient, market: Market, placed: AnOrder, shop: AShop) -> None:
    """The bakery's part has gone to its buyer."""
    code = await market.database.pool.fetchval(
        "SELECT pickup_code FROM shop_order WHERE id = $1", UUID(placed.parts[0])
    )
    for name, body in (("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": code})):
        assert (await verb(owner_of(client, shop), placed.parts[0], name, **body))[0] == 200


async def test_less_may_be_paid_back_with_a_reason_never_more(
    client: AsgiClient, market: Market
) -> None:
    placed, bakery, path = await declared(client, market, payment="online")
    total = placed.body["shop_orders"][0]["total"]["amount"]
    owner = owner_of(client, bakery)

    early = await owner.post(f"{path}/accept", json={"amount": total - 1, "reason": "Kratzer"})
    await fetched(client, market, placed, bakery)
    too_much = await owner.post(f"{path}/accept", json={"amount": total + 1})
    silent = await owner.post(f"{path}/accept", json={"amount": total - 100})
    less = await owner.post(f"{path}/accept", json={"amount": total - 100, "reason": "Kratzer"})

    assert early.json()["code"] == "deduction_too_early"
    assert too_much.json()["code"] == "withdrawal_sum"
    assert silent.json()["code"] == "deduction_reason"
    assert less.status == 204
    assert await refunds(market) == [total - 100]


@pytest.mark.parametrize("first", ["withdrawal", "cancellation"])
async def test_withdrawn_and_cancelled_the_money_flows_back_once(
    client: AsgiClient, market: Market, first: str
) -> None:
    placed, bakery, path = await declared(client, market, payment="online")
    owner, total = owner_of(client, bakery), placed.body["shop_orders"][0]["total"]["amount"]
    await verb(owner, placed.parts[0], "accept")
    steps = [
        lambda: owner.post(f"{path}/accept", json={}),
        lambda: verb(owner, placed.parts[0], "cancel", reason="Widerrufen"),
    ]

    for step in steps if first == "withdrawal" else reversed(steps):
        await step()

    assert sum(await refunds(market)) == total


async def test_what_was_paid_in_the_shop_is_paid_back_there(
    client: AsgiClient, market: Market
) -> None:
    placed, bakery, path = await declared(client, market)
    owner = owner_of(client, bakery)
    await fetched(client, market, placed, bakery)

    await owner.post(f"{path}/accept", json={})

    assert await refunds(market) == []
    (item,) = (await owner.get("/api/v1/shops/baeckerei/withdrawals?state=decided")).json()["items"]
    assert item["state"] == "accepted"
    assert item["paid_back"] == item["worth"]


async def test_a_shop_sees_its_own_with_both_periods(client: AsgiClient, market: Market) -> None:
    placed, bakery, path = await declared(client, market)
    owner = owner_of(client, bakery)
    for name, body in (
        ("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": placed.code()}),
    ):  # fmt: skip
        assert (await verb(owner, placed.parts[0], name, **body))[0] == 200

    (item,) = (await owner.get("/api/v1/shops/baeckerei/withdrawals?state=open")).json()["items"]
    hof = (await owner.get("/api/v1/shops/hof/withdrawals")).status

    assert item["pay_back_by"].startswith("2026-12-04T09:00:00")
    assert item["declarable_until"].startswith("2026-12-05T00:00:00")
    assert item["name"] == "Anna Albrecht"
    assert hof == 404
    for stranger in (client.as_(a_token()), client.as_(a_token("advisor"))):
        assert (await stranger.post(f"{path}/accept", json={})).status == 404
        assert (await stranger.post(f"{path}/reject", json={"reason": "nein"})).status == 404
    assert (await client.post(f"{path}/accept", json={})).status == 401


async def test_a_refusal_is_told_with_its_reason(client: AsgiClient, market: Market) -> None:
    _, bakery, path = await declared(client, market)

    answer = await owner_of(client, bakery).post(
        f"{path}/reject", json={"reason": "Schnell verderbliche Ware."}
    )

    assert answer.status == 204
    pool = market.database.pool
    told = await pool.fetchrow("SELECT to_address FROM mail WHERE kind = 'withdrawal_rejected'")
    assert told["to_address"] == "anna@example.org"


async def test_the_operator_sees_what_matches_no_order(client: AsgiClient) -> None:
    for number in range(3):
        await declare(client, key=str(number), contract=f"Brot vom Markt {number}")
    operator = client.as_(a_token("operator"))

    first = (await operator.get(f"{PATH}/unmatched?limit=2")).json()
    second = (await operator.get(f"{PATH}/unmatched?limit=2&cursor={first['next']}")).json()

    said = [item["contract"] for item in first["items"] + second["items"]]
    assert said == [f"Brot vom Markt {number}" for number in (2, 1, 0)]
    assert (await client.as_(a_token("advisor")).get(f"{PATH}/unmatched")).status == 403


async def test_time_has_passed_and_it_can_still_be_declared(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)
    market.clock.at += timedelta(days=400)

    assert (await declare(client, contract=placed.body["number"])).status == 201
