"""The receipt brings the contracts along, one for each shop, in the buyer's language."""

from pathlib import Path
from typing import Any

import pytest
from marketkit.db import Database
from orders.files import contract, contract_words
from orders.mail import MailSender
from orders.use_cases.ports import Notice

from tests.orders.mail.conftest import tell
from tests.support.orders_data import place
from tests.support.post import PostOffice


def enclosed(post: PostOffice, to: str) -> list[tuple[str, bytes]]:
    message = next(mail for mail in post.arrived if mail["To"] == to)
    found: list[Any] = list(message.iter_attachments())
    return [(each.get_filename(), each.get_content()) for each in found]


async def test_one_for_each_shop(db: Database, sender: MailSender, post: PostOffice) -> None:
    order = await place(db, online=False)
    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    papers = enclosed(post, "anna@example.org")

    assert len(papers) == len(order.shop_orders)
    assert all(name.startswith("vertrag-zz-2026-") for name, _ in papers)
    assert all(name.endswith(".pdf") and made.startswith(b"%PDF") for name, made in papers)
    assert enclosed(post, "laden0@example.org") == []


async def test_a_broken_paper_does_not_keep_the_letter_back(
    db: Database, sender: MailSender, post: PostOffice, monkeypatch: Any, tmp_path: Path
) -> None:
    broken = tmp_path / "contract.typ"
    broken.write_text("#panic()")
    monkeypatch.setattr(contract, "template_of", lambda _edition: broken)
    await tell(db, Notice.ORDER_RECEIVED, await place(db, online=False))
    await sender.work()

    assert enclosed(post, "anna@example.org") == []
    assert "Widerrufsbelehrung" in post.text("anna@example.org")


@pytest.mark.parametrize("language", ["de", "en"])
async def test_a_business_is_told_of_no_consumers_rights(
    db: Database, sender: MailSender, post: PostOffice, language: str
) -> None:
    order = await place(db, online=False, language=language)
    await db.pool.execute(
        'UPDATE "order" SET buyer = $2, wishes = $3 WHERE id = $1',
        order.id,
        {"company": "Stadt Zeitz"},
        {"on_behalf": {"name": "Bea Rater", "role": "advisor"}},
    )
    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    text = " ".join(post.text("anna@example.org").split())
    own = contract_words.words_of("1", language).texts["sections"]["business"]
    assert own["title"] in text
    assert "Bea Rater" in text
    assert "Widerrufsbelehrung" not in text
