"""Where a journey is played: the demo in one process, or processes on real servers."""

from dataclasses import dataclass, field
from typing import Protocol

import aiohttp

from tests.journeys.actors import Actor


class Till(Protocol):
    """The far end of payments, as a test sees it."""

    async def pay(self, payment_url: str) -> None: ...

    async def refunded(self) -> int: ...

    async def days_pass(self, days: float) -> None:
        """At the provider alone: what banks answer days later, they answer now."""
        ...


@dataclass
class Stage:
    """A running market and the people who come to it."""

    base: str
    http: aiohttp.ClientSession
    till: Till
    advisor_login: tuple[str, str]
    operator_login: tuple[str, str]
    _advisor: Actor | None = field(default=None)

    def guest(self) -> Actor:
        return Actor(self.base, self.http)

    async def resident(self, name: str = "Anna") -> Actor:
        return await self.guest().sign_up(name)

    async def advisor(self) -> Actor:
        if self._advisor is None:
            self._advisor = await self.guest().sign_in(*self.advisor_login)
        return self._advisor

    async def operator(self) -> Actor:
        return await self.guest().sign_in(*self.operator_login)

    async def pay(self, payment_url: str) -> None:
        """As a buyer at the provider's page, with a good card."""
        await self.till.pay(payment_url)

    async def refunded_by_provider(self) -> int:
        """Cents that the provider says have gone back to buyers."""
        return await self.till.refunded()
