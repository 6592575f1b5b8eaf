"""The same market with banks that take money back, and an operator who changes the commission."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from marketkit.clock import new_id
from orders.domain.commission import Rule
from orders.domain.dispute import LOST, WON, Disputed
from orders.store import commission_rules
from orders.use_cases.follow_dispute import follow_dispute

from tests.orders.machine.closing import close
from tests.orders.machine.market_machine import Everything, chance

_BEGUN = datetime(2026, 11, 25, tzinfo=UTC)


class EverythingDoubted(Everything):
    @initialize()
    def begin_without_doubts(self) -> None:
        self.open: list[Disputed] = []
        self.run(self.market.database.pool.execute("DELETE FROM commission_rule"))
        self.market.context.commission.forget()

    @rule(permille=st.integers(0, 300), fixed=st.integers(0, 60))
    def change_the_commission(self, permille: int, fixed: int) -> None:
        """What is sold from now on costs so much; what is sold already stays as agreed."""
        self.run(self._only_rule(Rule(new_id(), 1, "Provision", permille, fixed, date(2026, 1, 1))))

    async def _only_rule(self, wanted: Rule) -> None:
        async with self.market.database.transaction() as tx:
            await tx.execute("DELETE FROM commission_rule")
            await commission_rules.add(tx, wanted, None)
        self.market.context.commission.forget()

    @rule(seed=chance, parts=st.integers(1, 3))
    @precondition(lambda self: self.bank.paid)
    def doubt(self, seed: int, parts: int) -> None:
        """The buyer's bank takes back all that is left of a charge, or a part of it."""
        payment_id = random.Random(seed).choice([*self.bank.paid][-8:])
        amount = self.bank.dispute(payment_id, parts)
        if amount:
            number = f"du_{payment_id}_{len(self.open)}_{seed}"
            told = Disputed(
                number, f"ch_{payment_id}", payment_id, amount, 0, "fraudulent", "needs_response",
                took_money=True, evidence_until=None, begun_at=_BEGUN,
            )  # fmt: skip
            self.open.append(told)
            self._tell(told)

    @rule(seed=chance, won=st.booleans())
    @precondition(lambda self: self.open)
    def decide(self, seed: int, won: bool) -> None:
        told = self.open.pop(seed % len(self.open))
        assert told.payment_id
        self.bank.decide(told.payment_id, told.amount, won=won)
        self._tell(replace(told, status=WON if won else LOST))
        self._tell(told)  # the beginning once more, after the end

    def teardown(self) -> None:
        if hasattr(self, "open"):
            while self.open:
                self.decide(0, won=True)
        super().teardown()
        if hasattr(self, "strays"):
            self.run(close(self.market))
            self.look()

    def _tell(self, told: Disputed) -> None:
        for _ in range(2):
            self.run(follow_dispute(self.market.database, told))
