"""From the queue to the mailbox: once each, whatever is wrong with the others."""

import asyncio
from dataclasses import replace
from typing import Any

from catalog.mail import CatalogMailSender
from catalog.store import mails
from marketkit.clock import SystemClock
from marketkit.db import Database
from marketkit.mail import MailConfig

from tests.catalog.mail.letters import FACTS
from tests.support.post import PostOffice


async def queue(
    db: Database, kind: str, *, to: str = "greta@example.org", language: str = "de", **facts: Any
) -> None:
    async with db.transaction() as tx:
        key = f"{kind}:{to}:{language}"
        facts = FACTS.get(kind, {}) | facts
        await mails.queue(tx, kind=kind, to=to, dedupe_key=key, facts=facts, language=language)


async def make_due(db: Database) -> None:
    await db.pool.execute("UPDATE mail SET available_at = now()")


async def test_every_kind_arrives_in_its_language(
    db: Database, sender: CatalogMailSender, post: PostOffice
) -> None:
    for kind in FACTS:
        for language in ("de", "en"):
            await queue(db, kind, language=language)

    while await sender.work():
        pass

    assert await db.pool.fetchval("SELECT count(*) FROM mail WHERE sent_at IS NULL") == 0
    subjects = {message["Subject"] for message in post.arrived}
    assert len(post.arrived) == 2 * len(FACTS)
    assert {"Rückruf: Haselnussecken", "Recall: Haselnussecken"} <= subjects


async def test_two_senders_at_once_send_each_mail_once(
    db: Database, config: MailConfig, post: PostOffice
) -> None:
    for number in range(50):
        await queue(db, "application_received", to=f"laden{number}@example.org")
    senders = [CatalogMailSender(db, config, SystemClock()) for _ in range(2)]

    async def work(sender: CatalogMailSender) -> None:
        while await sender.work():
            pass

    await asyncio.gather(*(work(sender) for sender in senders))

    assert sorted(post.recipients) == sorted(f"laden{n}@example.org" for n in range(50))
    assert len({message["Message-ID"] for message in post.arrived}) == 50


async def test_a_mail_without_its_facts_is_given_up_and_the_others_go(
    db: Database, sender: CatalogMailSender, post: PostOffice
) -> None:
    await queue(db, "application_decided", decision=None)
    await queue(db, "gossip")
    await queue(db, "application_received", to="kayna@example.org")

    await sender.work()

    assert post.recipients == ["kayna@example.org"]
    errors = await db.pool.fetch("SELECT error FROM mail WHERE given_up_at IS NOT NULL")
    assert {row["error"] for row in errors} == {
        "facts are missing: decision",
        "no words in de for gossip",
    }


async def test_a_refused_recipient_is_given_up(
    db: Database, sender: CatalogMailSender, post: PostOffice
) -> None:
    post.bad_addresses = {"gone@example.org": "550 no such user"}
    await queue(db, "application_received", to="gone@example.org")
    await queue(db, "application_received")

    await sender.work()

    assert post.recipients == ["greta@example.org"]
    row = await db.pool.fetchrow("SELECT attempts, error FROM mail WHERE given_up_at IS NOT NULL")
    assert row["attempts"] == 1
    assert "550" in row["error"]


async def test_a_server_that_is_away_delays(
    db: Database, config: MailConfig, sender: CatalogMailSender, post: PostOffice
) -> None:
    await queue(db, "application_received")

    await CatalogMailSender(db, replace(config, port=1), SystemClock()).work()
    assert not await sender.work()
    await make_due(db)
    await sender.work()

    assert post.recipients == ["greta@example.org"]
    assert await db.pool.fetchval("SELECT attempts FROM mail") == 2


async def test_what_opens_something_is_sent_but_not_kept(
    db: Database, sender: CatalogMailSender, post: PostOffice
) -> None:
    await queue(db, "mandate_request")

    await sender.work()

    text = post.text("greta@example.org")
    assert "https://markt.example.org/link/c2VjcmV0" in text
    assert "K7PQ-3MXD" in text
    row = await db.pool.fetchrow("SELECT facts, subject, text, html FROM mail")
    assert row["subject"].startswith("Berta Beratung bittet")
    assert "K7PQ" not in str(dict(row))
    assert "c2VjcmV0" not in str(dict(row))
    assert row["facts"]["advisor"] == "Berta Beratung"


async def test_an_unknown_language_is_german(
    db: Database, sender: CatalogMailSender, post: PostOffice
) -> None:
    await queue(db, "application_received", language="hsb")

    await sender.work()

    assert post.text("greta@example.org").startswith("Hallo Hofladen Kayna,")
