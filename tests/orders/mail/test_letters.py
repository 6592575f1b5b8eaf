"""What people read: every kind of mail, in both languages."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from marketkit.db import Database
from orders.mail import MailSender
from orders.mail.queue import TO_SHOPS, ShopMail
from orders.mail.wording import load_wordings
from orders.store import quote_mails, recalls, withdrawals
from orders.use_cases.close_rounds import LIST_MAIL
from orders.use_cases.ports import Notice

from tests.orders.mail.conftest import tell
from tests.support.orders_data import PlacedOrder, place
from tests.support.post import PostOffice

SATURDAY = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SPACE = "\N{NO-BREAK SPACE}"
TIMES = "\N{MULTIPLICATION SIGN}"
WHOLE_ORDER = {
    *(notice for notice in Notice if notice.startswith(("order_", "payment_", "debit_"))),
    Notice.LATE_PAYMENT,
}
"""What concerns no shop in particular."""


def unfolded(text: str) -> str:
    """Without line breaks of the layout."""
    return " ".join(text.replace("\n", " ").split(" "))


async def paid(db: Database, order: PlacedOrder) -> None:
    await db.pool.execute("UPDATE shop_order SET opened_at = now() WHERE order_id = $1", order.id)
    await db.pool.execute("UPDATE payment SET status = 'paid' WHERE order_id = $1", order.id)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_has_its_words(language: str) -> None:
    wording = load_wordings()[language]
    to_shops = {*ShopMail, *withdrawals.FOR_SHOPS, *quote_mails.FOR_SHOPS, LIST_MAIL}
    to_buyers = {*Notice, *withdrawals.KINDS, *quote_mails.KINDS, recalls.KIND} - to_shops

    assert to_buyers <= set(wording.mails) <= to_buyers | to_shops
    assert to_shops <= set(load_wordings()["de"].mails)
    assert set(wording.labels) == set(load_wordings()["de"].labels)


async def test_the_receipt_names_sellers_lines_sums_slots_and_codes(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, online=False, slot_start=SATURDAY)
    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    text = post.text("anna@example.org")
    for part in (
        "Guten Tag Anna Köhler,",
        "Bäckerei Morgenroth\n-------------------",
        f"Abholung: Sonnabend, 21.{SPACE}November zwischen 09:00 und 10:00 Uhr",
        "Abholcode: 123456",
        f"  2 {TIMES} Roggenbrötchen: 4,80{SPACE}€\n      4,80{SPACE}€ / kg",
        f"  1 {TIMES} Apfelsaft <naturtrüb>, 0,5 l: 6,00{SPACE}€\n",
        f"      zuzüglich 0,20{SPACE}€ Pfand",
        f"Pfand: 0,20{SPACE}€\nGesamtpreis: 6,20{SPACE}€",
        "14 Tage Widerruf",
        "Gesetzliches Gewährleistungsrecht",
        "Verkauft von\nHofladen Kayna\nAltmarkt 3\n06712 Zeitz\nTelefon 03441 123456",
        "Zahlung: bei der Übergabe",
        f"Gesamtsumme: 11,00{SPACE}€",
        "Widerrufsbelehrung",
    ):
        assert part in text
    # Sober and complete: nothing is left to be filled in by a machine.
    assert not {"{", "}", "None", "["} & set(text.split())
    assert "{" not in text
    assert "laden0@example.org; Hofladen Kayna, Altmarkt 3, 06712 Zeitz" in unfolded(text)


async def test_the_html_beside_it_is_escaped(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, online=False)
    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    message = next(mail for mail in post.arrived if mail["To"] == "anna@example.org")
    body = message.get_body(("html",))
    assert body
    assert "Apfelsaft &lt;naturtrüb&gt;" in body.get_content()
    assert "<naturtrüb>" not in body.get_content()


async def test_the_shop_reads_what_to_prepare_but_not_the_code(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, online=False, slot_start=SATURDAY)
    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    text = post.text("laden0@example.org")
    assert "Hallo Bäckerei Morgenroth," in text
    assert "Roggenbrötchen" in text
    assert "Apfelsaft" not in text
    assert "Kundschaft: Anna Köhler" in text
    assert "https://markt.example.org/theke/baeckerei-morgenroth/bestellungen" in text
    assert "123456\n" not in text.replace("03441 123456", "")


async def test_before_it_is_paid_there_are_no_codes_and_no_mail_to_shops(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db)
    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    assert post.recipients == ["anna@example.org"]
    text = post.text("anna@example.org")
    assert "Abholcode:" not in text
    assert "zurückgelegt, bis die Zahlung da ist" in unfolded(text)
    assert "Zahlung: online, noch offen" in text


async def test_once_paid_codes_follow_and_shops_hear(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db)
    await paid(db, order)
    await tell(db, Notice.ORDER_PAID, order)
    await sender.work()

    assert sorted(post.recipients) == [
        "anna@example.org",
        "laden0@example.org",
        "laden1@example.org",
    ]
    assert "Abholcode: 123456" in post.text("anna@example.org")


async def test_a_guest_gets_a_link_that_opens_and_it_is_not_kept(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db)
    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    text = post.text("anna@example.org")
    address = f"https://markt.example.org/bestellung/{order.id}?token="
    token = text.partition(address)[2].partition("\n")[0]
    kept = await db.pool.fetchrow("SELECT subject, text, html FROM mail")
    assert len(token) == 64
    assert kept["subject"].startswith("Ihre Bestellung ZZ-")
    assert token not in kept["text"] + kept["html"]


async def test_an_account_holder_gets_a_plain_link(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, account_id=uuid4())
    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    assert "?token=" not in post.text("anna@example.org")


async def test_a_declined_part_names_reason_and_refund(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db)
    await paid(db, order)
    await db.pool.execute(
        "UPDATE shop_order SET status = 'declined', reason = 'Ausverkauft.' WHERE id = $1",
        order.shop_orders[0],
    )
    await db.pool.execute(
        "INSERT INTO refund (id, order_id, shop_order_id, amount, idempotency_key)"
        " VALUES (gen_random_uuid(), $1, $2, 480, 'r1')",
        order.id,
        order.shop_orders[0],
    )
    await tell(db, Notice.SHOP_ORDER_DECLINED, order, 0)
    await sender.work()

    text = unfolded(post.text("anna@example.org"))
    assert "Grund: Ausverkauft." in text
    assert f"Der Betrag von 4,80{SPACE}€ geht auf demselben Weg" in text


@pytest.mark.parametrize("language", ["de", "en"])
async def test_every_notice_can_be_written(
    db: Database, sender: MailSender, post: PostOffice, language: str
) -> None:
    order = await place(db, language=language, slot_start=SATURDAY)
    await paid(db, order)
    await db.pool.execute(
        "INSERT INTO arrival (shop_order_id, account_id, at) VALUES ($1, $2, now())",
        order.shop_orders[1],
        uuid4(),
    )
    for notice in Notice:
        await tell(db, notice, order, None if notice in WHOLE_ORDER else 1)
    while await sender.work():
        pass

    errors = await db.pool.fetch("SELECT kind, error FROM mail WHERE sent_at IS NULL")
    assert errors == []
    told = await db.pool.fetch("SELECT DISTINCT kind FROM mail")
    assert {row["kind"] for row in told} == {*Notice, *(TO_SHOPS[each] for each in TO_SHOPS)}
    assert len(post.arrived) == await db.pool.fetchval("SELECT count(*) FROM mail")
    greeting = {"de": "Guten Tag Anna Köhler,", "en": "Hello Anna Köhler,"}[language]
    assert post.text("anna@example.org").startswith(greeting)


async def test_english_for_who_ordered_in_english_but_shops_stay_german(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, online=False, language="en", slot_start=SATURDAY)
    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    text = post.text("anna@example.org")
    assert f"Pickup: Saturday, 21{SPACE}November between 09:00 and 10:00" in text
    assert "Total: €11.00" in text
    assert "Right of withdrawal" in text
    assert post.text("laden1@example.org").startswith("Hallo Hofladen Kayna,")


async def test_a_name_with_line_breaks_cannot_forge_a_header(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, slot_start=SATURDAY)
    await db.pool.execute(
        "UPDATE shop_order SET shop = (shop::jsonb || $1::jsonb)::json WHERE id = $2",
        {"name": "Laden\r\nBcc: alle@example.org"},
        order.shop_orders[0],
    )
    await tell(db, Notice.SHOP_ORDER_READY, order, 0)
    await sender.work()

    assert post.recipients == ["anna@example.org"]
    assert "Bcc" not in post.arrived[0]
    assert post.arrived[0]["Subject"].startswith("Abholbereit bei Laden Bcc: alle@example.org")


async def test_who_bought_hears_that_the_invoice_is_there(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, online=False, slot_start=SATURDAY)
    for _ in range(2):
        await tell(db, Notice.PAPER_ISSUED, order, 0)
    await sender.work()

    text = unfolded(post.text("anna@example.org"))
    assert "hat Bäckerei Morgenroth einen Beleg ausgestellt" in text
    assert f"/bestellung/{order.id}" in text
    assert "Abholcode" not in text


@pytest.mark.parametrize(
    ("way", "accepted", "ready"),
    [
        ({"way": "shop"}, "Sie können sie Sonnabend", "liegt bei Bäckerei Morgenroth für Sie"),
        (
            {"way": "point", "name": "DZZ am Altmarkt"},
            "Sie können sie Sonnabend",
            "am Abholort DZZ am Altmarkt: Sonnabend",
        ),
        (
            {"way": "delivery", "arranged": True},
            "Gebracht wird sie nach Absprache.",
            "wird zu Ihnen gebracht: nach Absprache.",
        ),
    ],
)
async def test_what_is_brought_is_not_called_collected(
    db: Database,
    sender: MailSender,
    post: PostOffice,
    way: dict[str, Any],
    accepted: str,
    ready: str,
) -> None:
    order = await place(db, slot_start=SATURDAY)
    await paid(db, order)
    await db.pool.execute("UPDATE shop_order SET fulfilment = $1", way)
    await tell(db, Notice.SHOP_ORDER_ACCEPTED, order, 0)
    await tell(db, Notice.SHOP_ORDER_READY, order, 0)
    while await sender.work():
        pass

    bodies = [mail.get_body(("plain",)) for mail in post.arrived]
    texts = " ".join(" ".join(body.get_content() for body in bodies if body).split())
    assert accepted in texts
    assert ready in texts
    assert (" abholen." in texts) is (way["way"] != "delivery")
    assert ("Abholcode:" in texts) is (way["way"] != "delivery")
