"""A bank with real arithmetic that sometimes does not answer: the far end of the machine's money.

It stands where Stripe stands and remembers every call by its key. What it has in its books at the
end is what the market's own books must say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from orders.payments.connect_api import Transfer
from orders.payments.provider import BrokenError, RefusedError, UnreachableError

CLEAR, LOST, LOST_AFTER, BROKEN_AFTER = "clear", "lost", "lost_after", "broken_after"
MOODS = (CLEAR, LOST, LOST_AFTER, BROKEN_AFTER)


@dataclass
class _Paid:
    amount: int
    back: int = 0
    marks: dict[str, str] = field(default_factory=dict)
    """Refunds by the mark we gave along."""
    disputed: int = 0
    """Taken back by the buyer's bank, for now or for good."""


@dataclass
class _Sent:
    account: str
    left: int
    back: dict[UUID, str] = field(default_factory=dict)


@dataclass
class Bank:
    platform: int = 0
    accounts: dict[str, int] = field(default_factory=dict)
    paid: dict[str, _Paid] = field(default_factory=dict)
    sent: dict[str, _Sent] = field(default_factory=dict)
    by_mark: dict[UUID, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    """What each key was answered: asked again, nothing more happens."""
    mood: str = CLEAR
    """How the next call goes; after that it answers again."""

    def charge(self, payment_id: str, amount: int) -> None:
        self.paid.setdefault(payment_id, _Paid(amount))
        self.platform += amount

    def dispute(self, payment_id: str, parts: int) -> int:
        """The buyer's bank takes all that is left, or a half or third of it; how much."""
        paid = self.paid[payment_id]
        amount = 0 if paid.disputed else (paid.amount - paid.back) // parts
        paid.disputed = amount
        self.platform -= amount
        return amount

    def decide(self, payment_id: str, amount: int, *, won: bool) -> None:
        if won:
            self.paid[payment_id].disputed = 0
            self.platform += amount

    def empty(self, account: str) -> None:
        """The shop has its money paid out: nothing is left to fetch back."""
        self.accounts[account] = 0

    async def refund(self, payment_id: str, amount: int, mark: Mapping[str, str], key: str) -> str:
        name = next(iter(mark.values()))

        def carry_out() -> str:
            paid = self.paid[payment_id]
            if paid.disputed:
                raise RefusedError("the buyer's bank has it", "charge_disputed")
            if paid.back + amount > paid.amount:
                raise RefusedError("more than was paid", "charge_already_refunded")
            paid.back += amount
            self.platform -= amount
            paid.marks[name] = f"re_{len(self.answers)}"
            return paid.marks[name]

        return self._answer(key, carry_out)

    async def find_refund(self, payment_id: str, mark: Mapping[str, str]) -> str | None:
        return self.paid[payment_id].marks.get(next(iter(mark.values())))

    async def let_go(self, payment_id: str, key: str) -> Any:
        raise AssertionError((payment_id, key))

    async def charge_of(self, payment_id: str) -> str:
        return f"ch_{payment_id}"

    async def send(self, wanted: Transfer, key: str) -> str:
        def carry_out() -> str:
            if wanted.charge is None and self.platform < wanted.amount:
                raise RefusedError("too little", "balance_insufficient")
            self.platform -= wanted.amount
            self.accounts[wanted.account] = self.accounts.get(wanted.account, 0) + wanted.amount
            name = f"tr_{len(self.answers)}"
            self.sent[name] = _Sent(wanted.account, wanted.amount)
            self.by_mark[wanted.id] = name
            return name

        return self._answer(key, carry_out)

    async def find_transfer(self, wanted: Transfer) -> str | None:
        return self.by_mark.get(wanted.id)

    async def fetch_back(self, transfer: str, amount: int, reversal_id: UUID, key: str) -> str:
        def carry_out() -> str:
            sent = self.sent[transfer]
            if self.accounts[sent.account] < amount or sent.left < amount:
                raise RefusedError("the account has too little", "insufficient_funds")
            self.accounts[sent.account] -= amount
            sent.left -= amount
            self.platform += amount
            sent.back[reversal_id] = f"trr_{len(self.answers)}"
            return sent.back[reversal_id]

        return self._answer(key, carry_out)

    async def find_reversal(self, transfer: str, reversal_id: UUID) -> str | None:
        return self.sent[transfer].back.get(reversal_id)

    def _answer(self, key: str, carry_out: Any) -> str:
        mood, self.mood = self.mood, CLEAR
        if mood == LOST:
            raise UnreachableError("no answer")
        if key not in self.answers:
            # A refusal is not kept: it did nothing, and things may change.
            self.answers[key] = carry_out()
        if mood == LOST_AFTER:
            raise UnreachableError("no answer, though it was done")
        if mood == BROKEN_AFTER:
            raise BrokenError("an error, though it was done")
        return self.answers[key]
