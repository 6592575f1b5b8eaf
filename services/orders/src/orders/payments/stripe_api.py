"""The one place that speaks to Stripe, by its own library over aiohttp."""

import asyncio
import importlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog

from orders.payments.config import StripeConfig
from orders.payments.provider import (
    BrokenError,
    RefusedError,
    Session,
    SessionRequest,
    UnreachableError,
)
from orders.payments.stripe_objects import session, session_params

if TYPE_CHECKING:
    import stripe as stripe_library

log = structlog.get_logger(__name__)
SERVER_FAILURE = 500
REFUNDS_LOOKED_AT = 100
INTENT = "payment_intent.latest_charge"
NOT_OURS = "account_invalid"
"""A shop's account that is gone, or has left the market."""


class StripeApi:
    """Sessions and refunds. Raises UnreachableError, BrokenError or RefusedError."""

    def __init__(self, config: StripeConfig) -> None:
        self._config = config
        self._opening = asyncio.Lock()
        self._client: stripe_library.StripeClient | None = None
        self._transport: stripe_library.AIOHTTPClient | None = None
        self._stripe: Any = None

    async def close(self) -> None:
        if self._transport is not None:
            # The library ships this one method without types.
            await self._transport.close_async()  # type: ignore[no-untyped-call]
        self._transport = self._client = None

    async def create_session(self, request: SessionRequest, key: str) -> Session:
        async with self.speaking() as client:
            made = await client.v1.checkout.sessions.create_async(
                session_params(request), {"idempotency_key": key}
            )
        return session(made)

    async def get_session(self, session_id: str) -> Session:
        async with self.speaking() as client:
            return session(
                await client.v1.checkout.sessions.retrieve_async(session_id, {"expand": [INTENT]})
            )

    async def expire_session(self, session_id: str) -> Session:
        """Close the pay page; answers the session as it is when it was no longer open."""
        try:
            async with self.speaking() as client:
                return session(await client.v1.checkout.sessions.expire_async(session_id))
        except RefusedError:
            return await self.get_session(session_id)

    async def refund(self, payment_id: str, amount: int, mark: Mapping[str, str], key: str) -> str:
        """`mark` is what it is found by later, and what news of it lead back to."""
        async with self.speaking() as client:
            made = await client.v1.refunds.create_async(
                {
                    "payment_intent": payment_id,
                    "amount": amount,
                    "reason": "requested_by_customer",
                    "metadata": dict(mark),
                },
                {"idempotency_key": key},
            )
        return made.id

    async def find_refund(self, payment_id: str, mark: Mapping[str, str]) -> str | None:
        """A refund that went through although we never heard so."""
        async with self.speaking() as client:
            found = await client.v1.refunds.list_async(
                {"payment_intent": payment_id, "limit": REFUNDS_LOOKED_AT}
            )
        for refund in found.data:
            metadata = refund.metadata.to_dict() if refund.metadata else {}
            if mark.items() <= metadata.items() and refund.status != "failed":
                return refund.id
        return None

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator["stripe_library.StripeClient"]:
        """The library's client; what it raises becomes one of our three errors."""
        client = await self._open()
        stripe = self._stripe
        try:
            yield client
        except stripe.IdempotencyError as error:
            # The key was used for something else: it is burnt, the wish is not.
            raise BrokenError(str(error)) from error
        except (stripe.InvalidRequestError, stripe.CardError) as error:
            raise RefusedError(str(error), _code(error)) from error
        except (stripe.AuthenticationError, stripe.PermissionError) as error:
            if _code(error) == NOT_OURS:
                raise RefusedError(str(error), NOT_OURS) from error
            # Our key, not the buyer's money: wait until somebody mends the settings.
            log.critical("stripe_refuses_our_key", error=str(error))
            raise UnreachableError(str(error)) from error
        except stripe.StripeError as error:
            if (error.http_status or 0) >= SERVER_FAILURE:
                raise BrokenError(str(error)) from error
            raise UnreachableError(str(error)) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # The library lets a connection that breaks in mid-answer through as it is.
            raise UnreachableError(repr(error)) from error

    async def _open(self) -> "stripe_library.StripeClient":
        async with self._opening:
            if self._client is None:
                # A second's worth of import that only those pay who take online payments.
                stripe = self._stripe = await asyncio.to_thread(importlib.import_module, "stripe")
                timeout = aiohttp.ClientTimeout(total=self._config.timeout.total_seconds())
                self._transport = stripe.AIOHTTPClient(timeout=timeout)
                self._client = stripe.StripeClient(
                    self._config.api_key,
                    http_client=self._transport,
                    base_addresses={"api": self._config.api_base},
                    max_network_retries=self._config.retries,
                )
            assert self._client is not None
            return self._client


def _code(error: Any) -> str | None:
    return error.code or (error.error.code if error.error else None)
