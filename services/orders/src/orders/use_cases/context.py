"""What every use case of this service may rely on, handed in once where the program is wired."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from marketkit.clock import Clock, SystemClock
from marketkit.db import Database
from marketkit.setbacks import Setbacks

from orders.domain.bookings import Chart
from orders.domain.empties import Deposit
from orders.domain.fee_invoice import Operator
from orders.domain.holding import HoldRules
from orders.domain.retention import Matrix
from orders.domain.vat import VatTable
from orders.use_cases.commission_book import CommissionBook
from orders.use_cases.payout_ports import NoPayoutAccounts, PayoutAccounts
from orders.use_cases.ports import (
    AlwaysExpire,
    NoNotifications,
    NoPayments,
    Notifications,
    Payments,
    PaymentsGate,
    RecordedRefunds,
    Refunds,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    database: Database
    guest_token_secret: bytes
    order_prefix: str
    time_to_pay: timedelta
    clock: Clock = field(default_factory=SystemClock)
    silence_limit_minutes: int = 480
    """Of open time: after so much silence a shop's part is given up for the buyer."""
    goodwill_limit: int = 5_000
    """What an operator may give for one shop order, in cents."""
    hold_rules: HoldRules = field(default_factory=HoldRules)
    payments: Payments = field(default_factory=NoPayments)
    gate: PaymentsGate = field(default_factory=AlwaysExpire)
    refunds: Refunds = field(default_factory=RecordedRefunds)
    notifications: Notifications = field(default_factory=NoNotifications)
    vat: VatTable = field(default_factory=VatTable)
    """The region's rates, read once."""
    operator: Operator | None = None
    """Who runs the market, for its own invoices."""
    deposits: Mapping[str, Deposit] = field(default_factory=dict)
    """What empties are worth in the region."""
    commission: CommissionBook = field(default_factory=CommissionBook)
    accounts: PayoutAccounts = field(default_factory=NoPayoutAccounts)
    online_needs_account: bool = False
    """Whether a shop must have an active account before it can be paid online."""
    online_ways: tuple[str, ...] = ("card", "sepa_debit")
    """What the pay page offers, of what is switched on with the provider."""
    debits_on_trust: bool = False
    chart: Chart = field(default_factory=Chart)
    """The accounts on which tax advisers book what is sold."""
    setbacks: Setbacks = field(default_factory=Setbacks)
    """What the sweeps of this process could not do, and when its turn comes again."""
    retention: Matrix = field(default_factory=Matrix)
    """How long what is kept; without rules nothing is ever let go."""
