"""A contract says what was agreed, for keeps: for who bought, as a page and as a paper."""

import asyncio
import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id
from marketkit.contracts import LegalTextPublished
from orders.files.contract_words import template_of
from orders.use_cases import take_over_catalog as take

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

EDITION_1 = "3fee6fa97d0f9c7d5b3440e4d9933d3c76297ddb17c6aebfc325a6d79fe4927a"
VALID_FROM = datetime(2026, 6, 19, tzinfo=UTC)
COMPANY = {
    "company": "Stadtwerke Zeitz GmbH",
    "street": "Geußnitzer Straße 74",
    "postal_code": "06712",
    "place": "Zeitz",
    "vat_id": "DE136695976",
    "reference": "B-2026-17",
}


def a_text(kind: str, text: str, version: int = 1) -> LegalTextPublished:
    title = kind.title()
    digest = hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest()
    return LegalTextPublished.model_validate(
        {
            "version": version,
            "text_id": new_id(),
            "shop_id": new_id(),
            "kind": kind,
            "title": title,
            "text": text,
            "digest": digest,
            "valid_from": VALID_FROM,
        }
    )


TEXTS = (
    a_text("imprint", "Morgenroth GbR, vertreten durch Martha Morgenroth\n"),
    a_text("terms", "# Vertrag\nWir verkaufen Brot.\n# Preise\nEs gilt der Preis vom Regal.\n"),
    a_text("withdrawal", "# Widerrufsrecht\nBinnen vierzehn Tagen.\n"),
)


def refs(texts: tuple[LegalTextPublished, ...] = TEXTS) -> list[dict[str, Any]]:
    return [
        {"kind": t.kind, "version": t.version, "digest": t.digest, "valid_from": t.valid_from}
        for t in texts
    ]


async def publish(market: Market, *texts: LegalTextPublished) -> None:
    for text in texts:
        async with market.database.transaction() as tx:
            await take.take_text(tx, text)


async def a_shop(market: Market) -> AShop:
    await publish(market, *TEXTS)
    return await market.shop(
        legal=refs(), street="Rahnestraße 4", phone="03441 1", email="laden@example.org"
    )


async def contract(client: AsgiClient, placed: AnOrder) -> Any:
    answer = await client.get(f"{placed.path}/contracts?token={placed.token}")
    assert answer.status == 200, answer.text
    return answer.json()["items"][0]


async def paper(client: AsgiClient, placed: AnOrder) -> bytes:
    path = f"{placed.path}/contracts/{placed.parts[0]}?token={placed.token}"
    answer = await client.get(path)
    assert answer.status == 200, answer.text
    return answer.body


async def test_it_says_who_what_when_and_on_which_words(client: AsgiClient, market: Market) -> None:
    shop = await a_shop(market)
    placed = await order(client, (shop, await market.offer(shop, deposit=15), 2))

    said = await contract(client, placed)

    assert said["seller"][:2] == ["Baeckerei", "Rahnestraße 4"]
    assert "anna@example.org" in said["buyer"]
    facts = dict(said["facts"])
    assert facts["Zahlung"] == "bei der Abholung im Laden"
    assert facts["Abholung"].startswith("Sonnabend, 21.")
    [line] = said["lines"]
    assert (line["quantity"], line["title"]) == (2, "Roggenbrot")
    assert "14 Tage Widerruf" in line["notes"]
    assert said["sums"][-1] == ["Gesamtpreis", "9,90\xa0€"]
    titles = [section["title"] for section in said["sections"]]
    assert titles[1:] == ["Gesetzliches Gewährleistungsrecht", "Withdrawal", "Terms", "Imprint"]
    terms = said["sections"][3]["parts"]
    assert [part["heading"] for part in terms] == ["Vertrag", "Preise"]


POINT = {"way": "point", "name": "Stadthalle", "street": "Am Markt 1", "hint": "Tor hinten"}
DOOR = {"way": "delivery", "address": {"street": "Weg 2", "place": "Zeitz", "note": "klingeln"}}


@pytest.mark.parametrize(
    ("fulfilment", "paid", "where", "hint"),
    [
        ({"way": "shop"}, "bei der Abholung im Laden", "Rahnestraße 4, Zeitz", "Im Hof"),
        (
            {"way": "shop", "hint": "Stand auf dem Altmarkt"},
            "bei der Übergabe",
            "Stand auf dem Altmarkt",
            None,
        ),
        (
            POINT,
            "bei der Abholung an der Sammelstelle",
            "Stadthalle, Am Markt 1",
            "Tor hinten",
        ),
        (DOOR, "bei der Lieferung", "Weg 2, Zeitz", "klingeln"),
    ],
    ids=["shop", "stall", "point", "door"],
)
async def test_it_says_where_the_money_is_given_for_the_goods(
    client: AsgiClient,
    market: Market,
    fulfilment: dict[str, Any],
    paid: str,
    where: str,
    hint: str | None,
) -> None:
    shop = await a_shop(market)
    placed = await order(client, (shop, await market.offer(shop), 1))
    await market.database.pool.execute(
        "UPDATE shop_order SET fulfilment = $1, shop = (shop::jsonb || $2)::json",
        fulfilment,
        {"pickup_note": "Im Hof", "postal_code": "", "name": ""},
    )

    facts = dict((await contract(client, placed))["facts"])

    assert (facts["Zahlung"], facts["Ort"], facts.get("Hinweis")) == (paid, where, hint)


async def test_later_changes_of_shop_goods_and_texts_change_nothing(
    client: AsgiClient, market: Market
) -> None:
    shop = await a_shop(market)
    bread = await market.offer(shop)
    placed = await order(client, (shop, bread, 1))
    said, first = await contract(client, placed), await paper(client, placed)

    newer = a_text("terms", "# Vertrag\nWir verkaufen Kuchen.\n", 2)
    await publish(market, newer)
    await market.change_shop(
        shop, name="Ganz anders", street="Weg 1", tax_mode="small_19", legal=refs((newer,))
    )
    await market.change_product(shop, await market.product_of(bread), bread, price=999)

    assert await contract(client, placed) == said
    assert await paper(client, placed) == first, "bit by bit"
    assert first.startswith(b"%PDF")


def test_an_edition_is_never_changed() -> None:
    """Papers of the past are made of it. What reads otherwise begins a folder of its own."""
    folder = template_of("1").parent
    made_of = b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
    assert hashlib.sha256(made_of).hexdigest() == EDITION_1


async def test_words_are_kept_as_they_were_said(client: AsgiClient, market: Market) -> None:
    await publish(market, *TEXTS, *TEXTS)
    assert await market.database.pool.fetchval("SELECT count(*) FROM legal_text_copy") == 3

    with pytest.raises(Exception, match="kept as it was written"):
        await market.database.pool.execute("UPDATE legal_text_copy SET text = 'anders'")
    forged = TEXTS[0].model_copy(update={"text": "Jemand anders"})
    with pytest.raises(ValueError, match="does not say"):
        await publish(market, forged)


async def test_until_the_words_have_arrived_their_name_is_said(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop(legal=refs())
    placed = await order(client, (shop, await market.offer(shop), 1))

    early = (await contract(client, placed))["sections"][3]
    await publish(market, *TEXTS)
    late = (await contract(client, placed))["sections"][3]

    assert TEXTS[1].digest in early["parts"][0]["paragraphs"][0]
    assert late["parts"][0]["paragraphs"] == ["Wir verkaufen Brot."]


async def test_a_business_has_no_right_of_withdrawal_to_read_about(
    client: AsgiClient, market: Market
) -> None:
    shop = await a_shop(market)
    placed = await order(client, (shop, await market.offer(shop), 1), buyer=COMPANY)

    said = await contract(client, placed)

    assert said["buyer"][0] == "Stadtwerke Zeitz GmbH"
    assert "Leitweg-ID oder Bestellnummer: B-2026-17" in said["buyer"]
    assert "14 Tage Widerruf" not in said["lines"][0]["notes"]
    titles = [section["title"] for section in said["sections"]]
    assert titles[1:] == ["Kauf für ein Unternehmen", "Terms", "Imprint"]


async def test_in_english_too(client: AsgiClient, market: Market) -> None:
    shop = await a_shop(market)
    english = client.with_headers(accept_language="en")
    placed = await order(english, (shop, await market.offer(shop), 1))

    said = await contract(client, placed)

    assert (said["language"], said["headings"]["seller"]) == ("en", "Sold by")
    assert (await paper(client, placed)).startswith(b"%PDF")


async def test_only_the_buyer_reads_it(client: AsgiClient, market: Market) -> None:
    shop = await a_shop(market)
    bread = await market.offer(shop)
    placed, other = await asyncio.gather(
        order(client, (shop, bread, 1), key="a"), order(client, (shop, bread, 1), key="b")
    )
    owner = client.as_(a_token("shop_staff", account_id=shop.owner))

    for asking in (client, owner):
        for path in ("contracts", f"contracts/{placed.parts[0]}"):
            assert (await asking.get(f"{placed.path}/{path}")).status == 404
            assert (await asking.get(f"{placed.path}/{path}?token={other.token}")).status == 404
    strange = f"{other.path}/contracts/{placed.parts[0]}?token={other.token}"
    assert (await client.get(strange)).status == 404
    unknown = f"{other.path}/contracts/{UUID(int=1)}?token={other.token}"
    assert (await client.get(unknown)).status == 404
