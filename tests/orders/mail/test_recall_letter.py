"""What a buyer reads when goods are called back."""

from datetime import UTC, datetime
from typing import Any

from marketkit.clock import new_id
from marketkit.contracts import RecalledItem, RecallPublished
from marketkit.db import Database
from orders.mail import MailSender
from orders.use_cases.follow_recall import follow_recall

from tests.support.orders_data import PlacedOrder, place
from tests.support.post import PostOffice

RECALL = new_id()


async def _publish(db: Database, order: PlacedOrder, **changes: Any) -> None:
    pool = db.pool
    product, shop = order.variants[0], order.shops[0]
    await pool.execute("UPDATE order_line SET product_id = $1 WHERE variant_id = $1", product)
    item = RecalledItem(product_id=product, product_version=2, shop_id=shop, title="Brötchen")
    values: dict[str, Any] = {
        "version": 2, "recall_id": RECALL, "number": "R-2026-0001", "products": (item,),
        "title": "Metall in Brötchen", "danger": "Metallteile {können} <b>verletzen</b>.",
        "action": "Bitte nicht essen.", "remedy": "Sie bekommen Ihr Geld zurück.",
        "contact": "Bäckerei Morgenroth, 03441 123456",
        "published_at": datetime(2026, 11, 20, 8, tzinfo=UTC),
    }  # fmt: skip
    async with db.transaction() as tx:
        await follow_recall(tx, RecallPublished(**(values | changes)))


async def test_it_says_what_is_dangerous_what_to_do_and_what_was_bought(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, online=False)
    await place(db, online=False, email="ANNA@example.org")
    await _publish(db, order)

    await sender.work()

    text = " ".join(post.text("anna@example.org").split())
    for part in (
        "Gefahr: Metallteile {können} <b>verletzen</b>.",
        "Was Sie jetzt tun sollten: Bitte nicht essen.",
        "Sie bekommen Ihr Geld zurück.",
        "2 \N{MULTIPLICATION SIGN} ",
        "Bäckerei Morgenroth, 03441 123456",
        f"https://markt.example.org/rueckrufe/{RECALL}",
    ):
        assert part in text, part


async def test_an_english_buyer_reads_the_frame_in_english(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, online=False, language="en")
    await _publish(db, order)

    await sender.work()

    assert "What you should do now: Bitte nicht essen." in " ".join(
        post.text("anna@example.org").split()
    )
