"""Which order is meant by what somebody wrote, and what is shown of it to whom."""

import pytest

from tests.orders.market import Market
from tests.orders.ordering import order
from tests.orders.withdrawing import PATH, day_of_order, declare, lettered, two_shops
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


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


async def test_the_operator_sees_what_matches_no_order(client: AsgiClient) -> None:
    for number in range(3):
        await declare(client, key=str(number), contract=f"Brot vom Markt {number}")
    operator = client.as_(a_token("operator"))

    first = (await operator.get(f"{PATH}/unmatched?limit=2")).json()
    second = (await operator.get(f"{PATH}/unmatched?limit=2&cursor={first['next']}")).json()

    said = [item["contract"] for item in first["items"] + second["items"]]
    assert said == [f"Brot vom Markt {number}" for number in (2, 1, 0)]
    assert (await client.as_(a_token("advisor")).get(f"{PATH}/unmatched")).status == 403
