"""The commission rules at hand: read now and then, exact because none begins on the day it is made.

Rules are announced at least for the following day. So it is enough to read them again on a new day,
and every so often for the sake of those who look.
"""

from datetime import date, datetime, timedelta
from typing import Final

from marketkit.pickup.windows import day_of

from orders.domain.category_tree import CategoryTree
from orders.domain.commission import HIGHEST_VAT, Rule, Tariff, in_force
from orders.store import commission_rules

KEPT: Final = timedelta(seconds=30)


class CommissionBook:
    def __init__(self, tree: CategoryTree | None = None, vat_permille: int = HIGHEST_VAT) -> None:
        self.tree = tree or CategoryTree()
        self.vat_permille = vat_permille
        self._rules: list[Rule] = []
        self._read_at: datetime | None = None

    async def keep_current(self, on: commission_rules.Reader, now: datetime) -> None:
        """Call it before `tariff`; it seldom asks the database."""
        read_at = self._read_at
        if read_at and now - read_at < KEPT and day_of(now) == day_of(read_at):
            return
        self._rules = await commission_rules.not_over(on, day_of(now))
        self._read_at = now

    def forget(self) -> None:
        """Whoever has just changed the rules wants to see them."""
        self._read_at = None

    def tariff(self, day: date) -> Tariff:
        return Tariff(in_force(self._rules, day), self.tree, self.vat_permille)
