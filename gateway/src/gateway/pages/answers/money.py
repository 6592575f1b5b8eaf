"""A shop's money and the market's books as the orders service answers them."""

from datetime import date, datetime

from pydantic import Field

from gateway.pages.answers.base import FREE, Answer, Cents


class ShopName(Answer):
    slug: str = ""
    name: str = ""


class Account(Answer):
    """A shop's account at the payment provider."""

    state: str = "none"
    may_continue: bool = False


class Rule(Answer):
    """One rule of commission."""

    id: str = ""
    name: str = ""
    permille: int = 0
    fixed: Cents = FREE
    category: str = ""
    way: str = ""
    only_this_shop: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    fits_everything: bool = False
    never_counts: bool = False
    never_held: bool = False
    made_at: datetime | None = None
    shop: ShopName = ShopName()

    @property
    def percent(self) -> str:
        """`7,5`, as people write it."""
        whole, tenths = divmod(self.permille, 10)
        return f"{whole},{tenths}" if tenths else str(whole)


class Commission(Answer):
    vat_permille: int = 0
    rules: tuple[Rule, ...] = ()
    announced_from: date | None = None
    announced: tuple[Rule, ...] = ()


class ShopMoney(Answer):
    """What a shop is owed and owes, and what it pays."""

    owed: Cents = FREE
    on_its_way: Cents = FREE
    debt: Cents = FREE
    fees_due: Cents = FREE
    account: Account = Account()
    commission: Commission = Commission()
    today: date


class Line(Answer):
    """One entry of a statement; `amount` changes the balance."""

    at: datetime
    kind: str = ""
    words: str = ""
    number: str = ""
    reference: str = ""
    goods: Cents = FREE
    deposit: Cents = FREE
    delivery: Cents = FREE
    taken_off: Cents = FREE
    commission: Cents = FREE
    vat_on_commission: Cents = FREE
    to_invoice: bool = False
    debt: Cents = FREE
    amount: Cents = FREE
    balance: Cents = FREE


class Statement(Answer):
    """One page of a month."""

    month: str = ""
    opening: Cents = FREE
    closing: Cents = FREE
    items: tuple[Line, ...] = ()
    next: str | None = None


class Payout(Answer):
    id: str = ""
    kind: str = "provider"
    amount: Cents = FREE
    status: str = ""
    reference: str = ""
    arrives_on: date | None = None
    failure: str = ""
    at: datetime


class ShopBalance(Answer):
    """One shop among all, for the operator."""

    slug: str
    name: str = ""
    account: str = "none"
    owed: Cents = FREE
    debt: Cents = FREE
    fees_due: Cents = FREE
    waiting: int = 0


class Overview(Answer):
    accounts: dict[str, Cents] = Field(default_factory=dict)
    items: tuple[ShopBalance, ...] = ()
    next: str | None = None


class Failure(Answer):
    """A transfer that the provider refused for good."""

    id: str
    amount: Cents = FREE
    error: str = ""
    number: str = ""
    shop: ShopName = ShopName()
    at: datetime


class OpenShare(Answer):
    number: str = ""
    owed: Cents = FREE
    since: datetime


class Open(Answer):
    """What waits for a shop without an account."""

    amount: Cents = FREE
    netted: Cents = FREE
    count: int = 0
    items: tuple[OpenShare, ...] = ()


class CategoryName(Answer):
    key: str
    name: str = ""


class Table(Answer):
    """The rules of today and those announced."""

    today: tuple[Rule, ...] = ()
    announced_from: date | None = None
    announced: tuple[Rule, ...] = ()
    vat_permille: int = 0
    categories: tuple[CategoryName, ...] = ()
    notice_until: date


class Would(Answer):
    """One shop's sales under other rules."""

    slug: str = ""
    name: str = ""
    sales: int = 0
    turnover: Cents = FREE
    agreed: Cents = FREE
    wanted: Cents = FREE


class Preview(Answer):
    rules: tuple[Rule, ...] = ()
    shops: tuple[Would, ...] = ()
