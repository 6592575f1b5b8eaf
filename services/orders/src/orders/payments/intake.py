"""Takes webhooks in: proves them, stores them once, and wakes whoever works them off."""

import asyncio
import importlib

from marketkit.background import Background
from marketkit.clock import Clock
from marketkit.db import Database

from orders.domain.webhooks import Endpoint
from orders.payments.config import StripeConfig
from orders.payments.signature import BadWebhookError, verify
from orders.store import stripe_events


class WebhookIntake:
    def __init__(
        self,
        database: Database,
        config: StripeConfig,
        clock: Clock,
        worker: Background | None = None,
    ) -> None:
        self._database = database
        self._secrets = {
            Endpoint.MARKET: config.webhook_secrets,
            Endpoint.ACCOUNTS: config.connect_webhook_secrets,
        }
        self._clock = clock
        self._worker = worker

    async def take(
        self, body: bytes, signature: str | None, endpoint: Endpoint = Endpoint.MARKET
    ) -> bool:
        """False, and nothing stored, when it cannot be from the provider."""
        # The library is slow to import the first time; nobody else should wait for that.
        await asyncio.to_thread(importlib.import_module, "stripe")
        try:
            event = verify(body, signature, self._secrets[endpoint], self._clock.now())
        except BadWebhookError:
            return False
        async with self._database.transaction() as tx:
            await stripe_events.take_in(tx, event)
        if self._worker:
            self._worker.wake()
        return True
