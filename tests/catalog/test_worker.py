"""The background work, started for real on the in-process bus."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from catalog.settings import CatalogSettings
from catalog.store import mails
from catalog.worker import create_worker
from marketkit.contracts import ShopChanged, StockChanged, StockLevel
from marketkit.contracts.envelope import Event
from marketkit.messaging import Message, Subscription
from pydantic import SecretStr

from tests.catalog.conftest import REGION, Desk, Market, ok
from tests.support.post import post_office


def settings(folder: Path) -> CatalogSettings:
    return CatalogSettings(
        database_url=SecretStr("postgresql://handed-in"),
        region_dir=REGION,
        media_dir=folder,
        link_secret=SecretStr("l" * 32),
    )


async def test_it_carries_events_out_and_in(desk: Desk, market: Market, tmp_path: Path) -> None:
    product = await desk.product()
    heard = asyncio.Queue[Event]()

    async def hear(message: Message) -> None:
        heard.put_nowait(message.event())

    await market.bus.subscribe(Subscription("test", (ShopChanged,)), hear)
    worker = create_worker(
        settings(tmp_path), bus=market.bus, database=market.db, clock=market.clock
    )
    await worker.start()
    try:
        ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": "neu"}))
        level = StockLevel(
            variant_id=UUID(product["variants"][0]["id"]),
            product_id=UUID(product["id"]),
            shop_id=UUID(product["shop"]["id"]),
            version=1,
            available=4,
        )
        stock = StockChanged(change_id=level.variant_id, levels=(level,))
        async with market.db.transaction() as tx:
            tx.record(stock)
        async with asyncio.timeout(10):
            while (await heard.get()).version < 2:
                pass
            await available(desk, product["id"], 4)
    finally:
        await worker.stop()


async def available(desk: Desk, product_id: str, expected: int) -> None:
    seen = None
    while seen != expected:
        await asyncio.sleep(0.02)
        answer = await desk.advisor.get(f"/api/v1/products/{product_id}")
        seen = ok(answer)["variants"][0]["available"]


async def test_a_new_week_shows_the_seasons_hours(
    desk: Desk, market: Market, tmp_path: Path
) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    ok(await desk.advisor.patch(path, json={"opening_hours": "Dec Mo-Sa 09:00-20:00"}))
    assert ok(await desk.advisor.get(path))["opening_week"][5]["spans"] == []
    market.clock.at += timedelta(weeks=2)

    worker = create_worker(
        settings(tmp_path), bus=market.bus, database=market.db, clock=market.clock
    )
    await worker.start()
    try:
        async with asyncio.timeout(10):
            while ok(await desk.advisor.get(path))["opening_week"][5]["spans"] == []:
                await asyncio.sleep(0.02)
    finally:
        await worker.stop()

    assert ok(await desk.advisor.get(path))["opening_week"][5]["spans"] == [["09:00", "20:00"]]


async def test_old_keys_and_mails_are_forgotten(desk: Desk, market: Market, tmp_path: Path) -> None:
    keyed = desk.advisor.with_headers(idempotency_key="k")
    ok(await keyed.post("/api/v1/shops", json={**SHOP}), 201)
    market.clock.at += timedelta(days=31)
    for days in (179, 181):
        await queue_a_mail(market, key=f"{days}", at=market.clock.at - timedelta(days=days))

    worker = create_worker(
        settings(tmp_path), bus=market.bus, database=market.db, clock=market.clock
    )
    await worker.start()
    try:
        async with asyncio.timeout(10):
            while await market.db.pool.fetchval("SELECT count(*) FROM kept_answer"):
                await asyncio.sleep(0.02)
            while await market.db.pool.fetchval("SELECT count(*) FROM mail") > 1:
                await asyncio.sleep(0.02)
    finally:
        await worker.stop()

    assert await market.db.pool.fetchval("SELECT dedupe_key FROM mail") == "179"


SHOP = {
    "name": "Hofladen Kayna",
    "kind": "Hofladen",
    "street": "Am Anger 1",
    "postal_code": "06724",
    "place": "Kayna",
}


async def queue_a_mail(market: Market, *, key: str = "1", at: datetime | None = None) -> None:
    async with market.db.session() as session:
        await mails.queue(
            session,
            kind="application_received",
            to="kayna@example.org",
            dedupe_key=key,
            facts={"business": "Hofladen Kayna"},
        )
    await market.db.pool.execute(
        "UPDATE mail SET created_at = coalesce($2, created_at) WHERE dedupe_key = $1", key, at
    )


async def test_it_sends_mails_when_there_is_a_server(market: Market, tmp_path: Path) -> None:
    await queue_a_mail(market)
    async with post_office() as post:
        with_post = settings(tmp_path).model_copy(
            update={"smtp_host": "127.0.0.1", "smtp_port": post.port}
        )
        worker = create_worker(with_post, bus=market.bus, database=market.db, clock=market.clock)
        await worker.start()
        try:
            async with asyncio.timeout(10):
                while not post.arrived:
                    await asyncio.sleep(0.02)
        finally:
            await worker.stop()

    assert post.recipients == ["kayna@example.org"]
