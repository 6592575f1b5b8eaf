"""The fixtures of working on orders, with the invariants after each test, serve kinds as well."""

from tests.orders.working.conftest import market, nothing_is_violated

__all__ = ["market", "nothing_is_violated"]
