"""Holds the invariants I1 to I6 of docs/reliability.md against a market's four databases.

    make verify-invariants                 the demo in .demo, which must be running
    CATALOG_DATABASE_URL=… (and the three others) python -m tools.verify_invariants

Meant for a moment when nothing moves; `--wait 60` gives events so many seconds to arrive.
I6, no acknowledged write is lost, needs a client's history: the fault tests check it.
"""

import argparse
import asyncio
import importlib
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
from marketkit.messaging import Subscription
from onebox.home import Home
from onebox.postgres.place import choose
from orders.invariants import violations as orders_violations
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SERVICES = ("catalog", "orders", "search", "gateway")
_WAITING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
_TOLD = """
    SELECT id, available_at = 'infinity' AS within_another FROM outbox
    WHERE type = ANY($1::text[]) AND published_at IS NOT NULL
"""
# Outboxes forget after a fortnight, inboxes later.
_HEARD = """
    SELECT message_id FROM inbox
    WHERE consumer = $1 AND received_at > now() - interval '13 days'
"""
_PUBLISHED = """
    SELECT p.id, p.version FROM product p JOIN shop s ON s.id = p.shop_id
    WHERE p.status = 'published' AND s.status = 'live'
"""
_SEARCHABLE = """
    SELECT p.product_id AS id, p.version FROM product_snapshot p
    JOIN shop_snapshot s USING (shop_id)
    WHERE NOT p.deleted AND (s.doc ->> 'is_live')::boolean
"""
_STOCK = "SELECT variant_id, version FROM stock WHERE version > 0"
_STOCK_COPY = "SELECT variant_id, version FROM stock_snapshot"


def queues_of(service: str) -> tuple[Subscription, ...]:
    """Everything it listens to, as its module of consumers says."""
    found = vars(importlib.import_module(f"{service}.consumers")).values()
    return tuple(one for one in found if isinstance(one, Subscription))


SUBSCRIBERS: Mapping[str, tuple[Subscription, ...]] = {name: queues_of(name) for name in SERVICES}
Databases = Mapping[str, asyncpg.Connection]


class _Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=None)

    catalog_database_url: SecretStr | None = None
    orders_database_url: SecretStr | None = None
    search_database_url: SecretStr | None = None
    gateway_database_url: SecretStr | None = None
    demo_dir: Path = Path(".demo")


async def check(urls: Mapping[str, str], *, wait: float = 0) -> list[str]:
    """One line per violation; empty when all is well."""
    async with AsyncExitStack() as stack:
        databases: dict[str, asyncpg.Connection] = {}
        for name in SERVICES:
            databases[name] = await asyncpg.connect(urls[name])
            stack.push_async_callback(databases[name].close)
        deadline = asyncio.get_running_loop().time() + wait
        while found := await _all(databases):
            if asyncio.get_running_loop().time() > deadline:
                return found
            await asyncio.sleep(0.2)
        return []


async def _all(databases: Databases) -> list[str]:
    return [
        *await orders_violations(databases["orders"]),
        *await _unpublished(databases),
        *await _events(databases),
        *await _search(databases),
    ]


async def _unpublished(databases: Databases) -> list[str]:
    counts = {name: int(await db.fetchval(_WAITING)) for name, db in databases.items()}
    return [f"I3 {name}: {count} events wait to be told" for name, count in counts.items() if count]


async def _events(databases: Databases) -> list[str]:
    """I3: what was told was heard, once, by everybody who listens; and nothing else was."""
    found = []
    for listener, subscriptions in SUBSCRIBERS.items():
        for subscription in subscriptions:
            told: set[object] = set()
            may_be_heard: set[object] = set()
            for database in databases.values():
                rows = await database.fetch(_TOLD, list(subscription.types))
                may_be_heard |= {row["id"] for row in rows}
                # What was told within another may have been heard before it was folded.
                told |= {row["id"] for row in rows if not row["within_another"]}
            rows = await databases[listener].fetch(_HEARD, subscription.queue)
            heard = {row["message_id"] for row in rows}
            if told - heard:
                found.append(f"I3 {subscription.queue} never heard {len(told - heard)} events")
            if heard - may_be_heard:
                count = len(heard - may_be_heard)
                found.append(f"I3 {subscription.queue} heard {count} untold events")
    return found


async def _search(databases: Databases) -> list[str]:
    """I4, as far as databases tell: search's copy is the published catalogue and the stock."""
    return [
        *_difference(
            "I4 product",
            await databases["catalog"].fetch(_PUBLISHED),
            await databases["search"].fetch(_SEARCHABLE),
        ),
        *_difference(
            "I4 stock of variant",
            await databases["orders"].fetch(_STOCK),
            await databases["search"].fetch(_STOCK_COPY),
        ),
    ]


def _difference(what: str, owned: list[asyncpg.Record], copied: list[asyncpg.Record]) -> list[str]:
    ours, theirs = ({row[0]: row[1] for row in rows} for rows in (owned, copied))
    return [
        f"{what} {key}: owner has version {ours.get(key)}, search has {theirs.get(key)}"
        for key in ours.keys() | theirs.keys()
        if ours.get(key) != theirs.get(key)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wait", type=float, default=0, help="seconds to let events arrive")
    arguments = parser.parse_args()
    found = asyncio.run(check(_urls(), wait=arguments.wait))
    for line in found:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(found)} violations of I1 to I5\n")
    return 1 if found else 0


def _urls() -> dict[str, str]:
    """From the environment; what is not named there is the demo's."""
    told = _Settings()
    place = choose(Home(told.demo_dir.resolve()).postgres)
    demo = {name: f"postgresql://postgres@/{name}?host={place.sockets}" for name in SERVICES}
    named = {name: getattr(told, f"{name}_database_url") for name in SERVICES}
    return demo | {name: url.get_secret_value() for name, url in named.items() if url}


if __name__ == "__main__":
    sys.exit(main())
