"""App, worker, provider and post together: paid online, one shop declines, its share flows back."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import pytest
from marketkit.messaging import MemoryBus
from orders.app import create_app
from orders.invariants import violations
from orders.settings import OrdersSettings
from orders.worker import create_worker
from pydantic import AnyHttpUrl, SecretStr

from tests.orders.market import SECRET, AShop, Market, open_market
from tests.support.databases import Templates
from tests.support.post import PostOffice, post_office
from tests.support.servers import free_port
from tests.support.standin import RunningStandin, running_standin, served, until
from tests.support.tokens import a_token, a_verifier

WEBHOOK_SECRET = "whsec_story"


class Town:
    """Everything that runs, and one way to call it."""

    def __init__(self, url: str, market: Market, standin: RunningStandin, post: PostOffice) -> None:
        self.url = url
        self.market = market
        self.standin = standin
        self.post = post

    async def call(
        self, method: str, path: str, body: Any = None, token: str | None = None
    ) -> tuple[int, Any]:
        headers = {"Idempotency-Key": "one"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        async with self.standin.http.request(
            method, f"{self.url}/api/v1/{path}", json=body, headers=headers
        ) as answer:
            return answer.status, await answer.json()

    async def shops(self) -> list[AShop]:
        return [
            await self.market.shop(
                slug, opening_hours="Mo-Su 00:00-24:00", email=f"{slug}@example.org"
            )
            for slug in ("baeckerei", "hofladen")
        ]

    async def checked_out(self, shops: list[AShop]) -> Any:
        lines = [
            {"variant_id": str(await self.market.offer(shop)), "quantity": 2} for shop in shops
        ]
        _, cart = await self.call("POST", "carts", {"lines": lines})
        _, offered = await self.call("GET", f"carts/{cart['id']}/slots")
        slots = {shop["shop_id"]: shop["slots"][0]["start"] for shop in offered["shops"]}
        body = {
            "contact": {"name": "Anna Köhler", "email": "anna@example.org", "phone": None},
            "slots": slots,
            "payment": "online",
        }
        status, order = await self.call("POST", f"carts/{cart['id']}/checkout", body)
        assert status == 201, order
        return order

    def subjects(self, to: str) -> list[str]:
        return [str(mail["Subject"]) for mail in self.post.arrived if mail["To"] == to]


@pytest.fixture
async def town(databases: Templates) -> AsyncIterator[Town]:
    port, bus = free_port(), MemoryBus()
    url = f"http://127.0.0.1:{port}"
    async with AsyncExitStack() as stack:
        market = await stack.enter_async_context(open_market(databases, pool_size=20))
        post = await stack.enter_async_context(post_office())
        standin = await stack.enter_async_context(
            running_standin(
                webhook_url=f"{url}/webhooks/stripe",
                webhook_secret=WEBHOOK_SECRET,
                webhook_retries=(0.2, 0.2, 0.2),
            )
        )
        settings = OrdersSettings(
            environment="test",
            database_url=SecretStr("postgresql://unused"),
            guest_token_secret=SecretStr(SECRET.decode()),
            public_url=AnyHttpUrl(url),
            stripe_api_key=SecretStr("sk_test_market"),
            stripe_api_base=AnyHttpUrl(standin.url),
            stripe_webhook_secrets=(SecretStr(WEBHOOK_SECRET),),
            smtp_host="127.0.0.1",
            smtp_port=post.port,
            online_needs_account=False,
        )
        await bus.start()
        stack.push_async_callback(bus.close)
        worker = create_worker(settings, bus=bus, database=market.database)
        await worker.start()
        stack.push_async_callback(worker.stop)
        app = create_app(settings, bus=bus, database=market.database, verifier=a_verifier())
        await stack.enter_async_context(served(app, port))
        yield Town(url, market, standin, post)


async def test_paid_online_declined_by_one_shop_and_refunded(town: Town) -> None:
    shops = await town.shops()
    order = await town.checked_out(shops)
    await town.standin.press(order["payment_url"])
    await until(lambda: len(town.subjects("baeckerei@example.org")) == 1)
    path = f"orders/{order['id']}?token={order['token']}"
    _, paid = await town.call("GET", path)
    declined = next(part for part in paid["shop_orders"] if part["shop"]["slug"] == "hofladen")[
        "id"
    ]

    owner = a_token("shop_staff", account_id=shops[1].owner)
    status, _ = await town.call(
        "POST", f"shop-orders/{declined}/decline", {"reason": "Ausverkauft."}, owner
    )
    await until(lambda: len(town.subjects("anna@example.org")) == 4, 20)
    _, after = await town.call("GET", path)

    assert (paid["status"], paid["payment"]["status"]) == ("placed", "paid")
    assert status == 200
    assert (after["status"], after["payment"]["status"]) == ("placed", "partly_refunded")
    assert sorted(
        subject.partition(":")[0].split(" ZZ")[0] for subject in town.subjects("anna@example.org")
    ) == [
        "Hofladen kann leider nicht liefern",
        "Ihre Bestellung",
        "Rückzahlung zu Ihrer Bestellung",
        "Zahlung erhalten",
    ]
    refunds = town.standin.standin.desk.store.every("refund")
    assert [refund["amount"] for refund in refunds] == [960]
    assert await violations(town.market.database.pool) == []


async def test_the_return_page_need_not_wait_for_the_webhook(town: Town) -> None:
    order = await town.checked_out(await town.shops())
    await town.standin.fault("drop", times=100)
    await town.standin.press(order["payment_url"])

    status, synced = await town.call(
        "POST", f"orders/{order['id']}/payment/sync?token={order['token']}"
    )

    assert status == 200
    assert (synced["status"], synced["payment"]["status"]) == ("placed", "paid")


async def test_a_forged_webhook_gets_nowhere(town: Town) -> None:
    async with town.standin.http.post(
        f"{town.url}/webhooks/stripe",
        data=b'{"id": "evt_1", "object": "event", "type": "checkout.session.completed"}',
        headers={"Stripe-Signature": f"t=1,v1={uuid4().hex}"},
    ) as answer:
        assert answer.status == 400
    assert await town.market.database.pool.fetchval("SELECT count(*) FROM stripe_event") == 0
