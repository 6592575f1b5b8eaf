"""Craft work: asked for, offered, accepted; and every way in which nothing comes of it."""

import asyncio
import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pypdf
import pytest
from marketkit.clock import new_id
from orders.use_cases.end_quotes import end_quotes
from orders.use_cases.quotes import quote_key
from PIL import Image

from tests.orders.kinds.asking import a_request, accept, an_offer, ask, offer, resident
from tests.orders.market import SECRET, AShop, Market
from tests.orders.ordering import owner_of, verb
from tests.support.asgi import AsgiClient


@pytest.fixture
async def shop(market: Market) -> AShop:
    return await market.shop("fliesenleger", email="fliesen@example.org")


@pytest.fixture
def buyer(client: AsgiClient) -> AsgiClient:
    return resident(client, new_id())


async def letters(market: Market) -> list[str]:
    rows = await market.database.pool.fetch(
        "SELECT kind FROM mail WHERE quote_id IS NOT NULL ORDER BY created_at, id"
    )
    return [row["kind"] for row in rows]


async def test_from_the_question_to_the_order(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    asked = await ask(buyer, shop)
    offered = await offer(client, market, shop, asked)

    status, order = await accept(buyer, offered)

    assert status == 200, order
    assert offered["offer"]["total"]["amount"] == 153_000
    (part,) = order["shop_orders"]
    assert (order["total"]["amount"], order["status"]) == (153_000, "placed")
    assert [line["title"] for line in part["lines"]] == [
        "Fliesen verlegen, 8 m²", "Kleber und Fugen", "Anfahrt",
    ]  # fmt: skip
    assert part["slot"]["start"] == offered["offer"]["start"]
    assert "Weinbergstraße 3" in part["fulfilment"]["hint"]
    assert len(await market.events("orders.order.placed.v1")) == 1
    owner = owner_of(client, shop)
    for name, body in (
        ("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": part["pickup_code"]}),
    ):  # fmt: skip
        assert (await verb(owner, part["id"], name, **body))[0] == 200
    assert await letters(market) == ["shop_quote_asked", "quote_offered", "shop_quote_accepted"]
    shown = (await buyer.get(f"/api/v1/quotes/{asked['id']}")).json()
    assert [step["state"] for step in shown["history"]] == ["asked", "offered", "accepted"]
    assert (shown["order_id"], shown["allowed"]) == (order["id"], [])


async def test_accepted_ten_times_at_once_it_is_one_order(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    offered = await offer(client, market, shop, await ask(buyer, shop))

    done = await asyncio.gather(*(accept(buyer, offered) for _ in range(10)))

    assert {status for status, _ in done} == {200}
    assert len({order["id"] for _, order in done}) == 1
    assert await market.database.pool.fetchval('SELECT count(*) FROM "order"') == 1


async def test_online_it_waits_for_the_money(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    offered = await offer(client, market, shop, await ask(buyer, shop))

    _, order = await accept(buyer, offered, payment="online")

    assert order["status"] == "awaiting_payment"
    path = f"/api/v1/shop-orders/{order['shop_orders'][0]['id']}"
    assert (await owner_of(client, shop).get(path)).status == 404


async def test_asked_twice_is_asked_once(market: Market, shop: AShop, buyer: AsgiClient) -> None:
    done = await asyncio.gather(*(ask(buyer, shop) for _ in range(5)))

    assert len({quote["id"] for quote in done}) == 1
    assert await letters(market) == ["shop_quote_asked"]
    other = await buyer.post(
        f"/api/v1/shops/{shop.slug}/quotes",
        json={"contact": {"name": "B", "email": "b@example.org"}, "text": "Etwas ganz anderes"},
        headers={"Idempotency-Key": "k"},
    )
    assert (other.status, other.json()["code"]) == (409, "idempotency_mismatch")


async def test_only_the_offer_that_was_seen_is_accepted(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    first = await offer(client, market, shop, await ask(buyer, shop))
    second = await offer(client, market, shop, first, note="Doch mit alten Fliesen.")

    assert (await accept(buyer, first))[1]["code"] == "quote_changed"
    assert (await accept(buyer, second))[0] == 200


async def test_the_same_offer_again_is_one_offer(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    asked = await ask(buyer, shop)

    both = [await offer(client, market, shop, asked) for _ in range(2)]

    assert both[0]["version"] == both[1]["version"]
    assert (await letters(market)).count("quote_offered") == 1


async def test_an_offer_lapses_after_a_reminder_and_may_be_made_again(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    offered = await offer(client, market, shop, await ask(buyer, shop))
    market.clock.at += timedelta(days=6)
    for _ in range(2):
        await end_quotes(market.context)
    market.clock.at += timedelta(days=2)
    assert (await accept(buyer, offered))[1]["code"] == "quote_lapsed"
    for _ in range(2):
        await end_quotes(market.context)

    assert (await accept(buyer, offered))[1]["code"] == "quote_lapsed"
    assert await letters(market) == [
        "shop_quote_asked", "quote_offered", "quote_reminder", "quote_lapsed",
    ]  # fmt: skip
    again = await offer(client, market, shop, offered)
    assert (await accept(buyer, again))[0] == 200


async def test_a_broken_offer_does_not_hold_up_the_others(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    first, _ = [await offer(client, market, shop, await ask(buyer, shop, key=k)) for k in "ab"]
    await market.database.pool.execute(
        """UPDATE quote SET offer = '{}', valid_until = valid_until - interval '1 minute'
        WHERE id = $1""",
        first["id"],
    )

    for days in (6, 2):
        market.clock.at += timedelta(days=days)
        for _ in range(2):
            await end_quotes(market.context)

    found = await letters(market)
    assert (found.count("quote_reminder"), found.count("quote_lapsed")) == (1, 1)


@pytest.mark.parametrize("side", ["decline", "refuse"])
async def test_either_side_may_say_no(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient, side: str
) -> None:
    offered = await offer(client, market, shop, await ask(buyer, shop))
    who = buyer if side == "decline" else owner_of(client, shop)
    path = f"/api/v1/quotes/{offered['id']}/{side}"

    done = [await who.post(path, json={"reason": "Zu teuer."}) for _ in range(2)]

    assert [answer.status for answer in done] == [200, 200]
    assert done[0].json()["version"] == done[1].json()["version"]
    assert (await accept(buyer, offered))[1]["code"] == "quote_state"
    assert len(await letters(market)) == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_until": "2026-11-01T10:00:00+01:00"}, "valid_until"),
        ({"valid_until": "2027-09-01T10:00:00+01:00"}, "valid_until"),
        ({"start": "2026-11-21T10:00:00+01:00", "end": "2026-11-21T12:00:00+01:00"}, "start"),
        ({"end": "2026-11-21T10:00:00+01:00"}, "end"),
        ({"lines": [{"title": "Nichts", "price": {"amount": 0}}], "travel": None}, "lines"),
        (
            {"lines": [{"title": "Arbeit", "price": {"amount": 9}, "vat_class": "xx"}]},
            "lines[0].vat_class",
        ),
        ({"lines": []}, "lines"),
    ],
)
async def test_an_offer_that_cannot_be_is_refused(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient, changes: Any, field: str
) -> None:
    asked = await ask(buyer, shop)

    refused = await owner_of(client, shop).post(
        f"/api/v1/quotes/{asked['id']}/offer", json=an_offer(market, **changes)
    )

    assert refused.status == 422, refused.text
    assert field in [error["field"] for error in refused.json()["errors"]]


def a_photo(colour: str = "red", **save: Any) -> tuple[bytes, dict[str, str]]:
    out = io.BytesIO()
    Image.new("RGB", (2000, 100), colour).save(out, "JPEG", **save)
    return as_form(out.getvalue())


def as_form(content: bytes) -> tuple[bytes, dict[str, str]]:
    head = b'--g\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    body = head + content + b"\r\n--g--\r\n"
    return body, {"content-type": "multipart/form-data; boundary=g"}


async def test_photos_are_made_small_and_seen_by_both_sides_only(
    client: AsgiClient, shop: AShop, buyer: AsgiClient
) -> None:
    asked = await ask(buyer, shop)
    path = f"/api/v1/quotes/{asked['id']}/photos"
    exif = Image.Exif()
    exif[0x010E] = "Weinbergstrasse 3"
    for colour in ("red", "red", "green", "blue"):
        body, headers = a_photo(colour, exif=exif)
        answer = await buyer.post(path, body=body, headers=headers)
        assert answer.status == 201, answer.text

    photos = answer.json()["photos"]
    assert [photo["width"] for photo in photos] == [1600, 1600, 1600]
    seen = await owner_of(client, shop).get(f"{path}/{photos[0]['id']}")
    assert seen.headers["content-type"] == "image/webp"
    assert b"Weinberg" not in seen.body
    assert not Image.open(io.BytesIO(seen.body)).getexif()
    stranger = resident(client, new_id())
    assert (await stranger.get(f"{path}/{photos[0]['id']}")).status == 404
    body, headers = a_photo("yellow")
    assert (await buyer.post(path, body=body, headers=headers)).json()["code"] == "too_many_photos"
    assert (await stranger.post(path, body=body, headers=headers)).status == 404


async def test_what_is_no_photo_is_refused(shop: AShop, buyer: AsgiClient) -> None:
    asked = await ask(buyer, shop)
    body, headers = as_form(b"<svg onload=alert(1)>")

    refused = await buyer.post(f"/api/v1/quotes/{asked['id']}/photos", body=body, headers=headers)

    assert (refused.status, refused.json()["code"]) == (422, "photo_refused")


async def test_the_paper_says_what_the_page_says(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    asked = await ask(buyer, shop, text="Bitte #set page und *fett* ernst nehmen")
    path = f"/api/v1/quotes/{asked['id']}/pdf"
    assert (await buyer.get(path)).status == 404
    await offer(client, market, shop, asked)

    paper = await buyer.get(path)

    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.body)).pages)
    assert paper.headers["content-type"] == "application/pdf"
    for words in (asked["number"], "1.530,00", "#set page und *fett*", "Anfahrt"):
        assert words in text
    assert (await buyer.get(path)).body == paper.body


async def test_the_letters_key_opens_it_without_signing_in(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    offered = await offer(client, market, shop, await ask(buyer, shop))
    path, key = f"/api/v1/quotes/{offered['id']}", quote_key(SECRET, UUID(offered["id"]))

    assert (await client.get(path, query={"token": key})).status == 200
    for wrong in ("", "x" * 64):
        assert (await client.get(path, query={"token": wrong})).status == 404
    assert (await accept(client, offered, token=key))[0] == 200


async def test_strangers_and_neighbours_learn_nothing(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    offered = await offer(client, market, shop, await ask(buyer, shop))
    path = f"/api/v1/quotes/{offered['id']}"
    neighbour = owner_of(client, await market.shop("maler"))

    for who in (resident(client, new_id()), neighbour, client):
        assert (await who.get(path)).status == 404
        assert (await accept(who, offered))[0] == 404
        assert (await who.post(f"{path}/decline", json={})).status == 404
    assert (await neighbour.post(f"{path}/offer", json=an_offer(market))).status == 404
    # Each side has its own verbs.
    assert (await buyer.post(f"{path}/offer", json=an_offer(market))).status == 404
    assert (await accept(owner_of(client, shop), offered))[0] == 404


async def test_both_sides_have_their_lists(
    client: AsgiClient, market: Market, shop: AShop, buyer: AsgiClient
) -> None:
    quotes = [await ask(buyer, shop, key=f"k{n}") for n in range(3)]
    await offer(client, market, shop, quotes[0])
    owner = owner_of(client, shop)

    mine = (await buyer.get("/api/v1/my/quotes", query={"limit": "2"})).json()
    rest = (await buyer.get("/api/v1/my/quotes", query={"cursor": mine["next"]})).json()
    asked = (await owner.get(f"/api/v1/shops/{shop.slug}/quotes", query={"state": "asked"})).json()

    assert [q["id"] for q in mine["items"] + rest["items"]] == [q["id"] for q in quotes[::-1]]
    assert [q["id"] for q in asked["items"]] == [quotes[2]["id"], quotes[1]["id"]]
    assert (await buyer.get(f"/api/v1/shops/{shop.slug}/quotes")).status == 404


async def test_nobody_fills_a_shops_letter_box(shop: AShop, buyer: AsgiClient) -> None:
    """Not even with many letters at once."""
    for number in range(18):
        await ask(buyer, shop, key=f"k{number}")

    answers = await asyncio.gather(
        *(
            buyer.post(
                f"/api/v1/shops/{shop.slug}/quotes",
                json=a_request(),
                headers={"Idempotency-Key": f"more{number}"},
            )
            for number in range(6)
        )
    )

    assert sorted(answer.status for answer in answers) == [201] * 2 + [429] * 4
    assert {a.json()["code"] for a in answers if a.status == 429} == {"too_many_quotes"}


async def test_a_closed_shop_is_not_asked(market: Market, buyer: AsgiClient) -> None:
    shop = await market.shop("geschlossen", status="paused")

    answer = await buyer.post(
        f"/api/v1/shops/{shop.slug}/quotes",
        json={"contact": {"name": "A", "email": "a@example.org"}, "text": "Noch eine Anfrage"},
        headers={"Idempotency-Key": "k"},
    )

    assert (answer.status, answer.json()["code"]) == (409, "no_quotes_here")
