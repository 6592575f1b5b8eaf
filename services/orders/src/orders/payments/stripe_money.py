"""What is asked of the provider about money that is there: take it, let it go, list it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from orders.domain.dispute import Disputed
from orders.payments import stripe_objects
from orders.payments.provider import Held, RefusedError
from orders.payments.stripe_api import StripeApi

if TYPE_CHECKING:
    import stripe as stripe_library

PAGE: Final = 100
CHARGE: Final = "latest_charge"


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry of the provider's books, in cents; out when negative."""

    id: str
    kind: str
    amount: int
    fee: int
    source: str | None
    at: datetime


class StripeMoney:
    """Raises UnreachableError, BrokenError or RefusedError."""

    def __init__(self, api: StripeApi) -> None:
        self._api = api

    async def take(self, payment_id: str, amount: int, key: str) -> Held:
        """So much of what is held; the rest is let go."""
        async with self._api.speaking() as client:
            taken = await client.v1.payment_intents.capture_async(
                payment_id,
                {"amount_to_capture": amount, "expand": [CHARGE]},
                {"idempotency_key": key},
            )
        return stripe_objects.held(taken)

    async def let_go(self, payment_id: str, key: str) -> Held:
        async with self._api.speaking() as client:
            gone = await client.v1.payment_intents.cancel_async(
                payment_id, {}, {"idempotency_key": key}
            )
        return stripe_objects.held(gone)

    async def held(self, payment_id: str) -> Held:
        async with self._api.speaking() as client:
            found = await client.v1.payment_intents.retrieve_async(payment_id, {"expand": [CHARGE]})
        return stripe_objects.held(found)

    async def dispute(self, dispute_id: str) -> Disputed:
        async with self._api.speaking() as client:
            return stripe_objects.disputed(await client.v1.disputes.retrieve_async(dispute_id))

    async def told_since(self, since: datetime) -> AsyncIterator[Mapping[str, Any]]:
        """The market's events, newest first, as they would have come by webhook."""
        params: Any = {"created": {"gte": int(since.timestamp())}, "limit": PAGE}
        while True:
            async with self._api.speaking() as client:
                page = await client.v1.events.list_async(params)
            for event in page.data:
                yield event.to_dict(for_json=True)
            if not page.has_more or not page.data:
                return
            params = params | {"starting_after": page.data[-1].id}

    async def movements(self, begin: datetime, end: datetime) -> AsyncIterator[Movement]:
        """Entries of the provider's books from `begin` until before `end`."""
        span = {"gte": int(begin.timestamp()), "lt": int(end.timestamp())}
        params: Any = {"created": span, "limit": PAGE}
        while True:
            async with self._api.speaking() as client:
                page = await client.v1.balance_transactions.list_async(params)
            for entry in page.data:
                yield _movement(entry)
            if not page.has_more or not page.data:
                return
            params = params | {"starting_after": page.data[-1].id}

    async def movements_of(self, source: str) -> list[Movement]:
        async with self._api.speaking() as client:
            page = await client.v1.balance_transactions.list_async({"source": source})
        return [_movement(entry) for entry in page.data]

    async def order_of(self, source: str) -> UUID | None:
        """The order that a charge says it is for; only charges say so."""
        if not source.startswith("ch_"):
            return None
        try:
            async with self._api.speaking() as client:
                charge = await client.v1.charges.retrieve_async(source)
        except RefusedError:
            return None
        metadata = charge.metadata.to_dict() if charge.metadata else {}
        return stripe_objects.uuid(metadata.get("order_id"))


def _movement(entry: "stripe_library.BalanceTransaction") -> Movement:
    source = entry.source
    return Movement(
        id=entry.id,
        kind=entry.type,
        amount=entry.amount,
        fee=entry.fee,
        source=source if isinstance(source, str) or source is None else str(source.id),
        at=datetime.fromtimestamp(entry.created, UTC),
    )
