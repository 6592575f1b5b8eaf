"""Notices, decisions and recalls as the services answer them."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from gateway.pages.answers.base import Answer


class Reason(Answer):
    key: str
    name: str
    law: str = ""


class Police(Answer):
    phone: str = ""
    name: str = ""
    law: str = ""


class Subject(Answer):
    subject: str
    title: str = ""
    path: str = ""
    shop_name: str = ""


class NoticeForm(Answer):
    subject: Subject
    reasons: tuple[Reason, ...] = ()
    police: Police = Police()
    shortest_explanation: int = 20


class Received(Answer):
    number: str
    token: str


class Said(Answer):
    number: str
    at: datetime
    said: str = ""
    facts: str = ""
    automated: bool = False
    complain_until: date | None = None
    remedies: str = ""


class NoticeComplaint(Answer):
    number: str
    at: datetime
    words: str = ""
    answer: Said | None = None


class NoticeStatus(Answer):
    number: str
    subject: str = ""
    path: str = ""
    reason: str = ""
    explanation: str = ""
    received_at: datetime
    status: str = "received"
    decision: Said | None = None
    may_complain: bool = False
    complaint: NoticeComplaint | None = None


class QueuedCase(Answer):
    id: str
    title: str = ""
    path: str = ""
    opened_at: datetime
    notices: int = 1
    danger: int = 1
    status: str = "open"
    taken_by_name: str = ""
    shop_slug: str = ""
    shop_name: str = ""
    reasons: tuple[str, ...] = ()
    danger_to_life: bool = False
    complaints_open: int = 0


class Report(Answer):
    number: str
    reason: str = ""
    explanation: str = ""
    place: str = ""
    at: datetime
    name: str = ""
    email: str = ""
    danger_to_life: bool = False


class Step(Answer):
    at: datetime
    account_name: str = ""
    step: str
    note: str = ""


class Decision(Answer):
    id: str
    number: str
    kind: str = "first"
    measure: str = "none"
    basis: str = ""
    facts: str = ""
    at: datetime
    decided_by: str = ""
    decided_by_name: str = ""
    complain_until: date | None = None
    said: str = ""


class Complaint(Answer):
    id: str
    number: str
    decision_id: str = ""
    party: str = "shop"
    words: str = ""
    at: datetime
    notice_number: str = ""
    answer_number: str = ""


class Case(QueuedCase):
    taken_by: str = ""
    shop_status: str = ""
    product_status: str = ""
    blocked_for: str = ""
    held_for: str = ""
    earlier_restrictions: int = 0
    suggested_basis: str = ""
    reports: tuple[Report, ...] = ()
    steps: tuple[Step, ...] = ()
    decisions: tuple[Decision, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    measures: tuple[str, ...] = ()
    in_force: str = ""
    police: Police = Police()


class ShopComplaint(Answer):
    number: str
    at: datetime
    words: str = ""


class ShopDecision(Said):
    id: str
    basis: str = ""
    title: str = ""
    may_complain: bool = False
    complaint: ShopComplaint | None = None


class Recalled(Answer):
    product_id: str
    title: str = ""
    variant: str = ""
    shop_name: str = ""
    shop_slug: str = ""


class RecallText(Answer):
    version: int
    at: datetime
    title: str = ""
    danger: str = ""
    action: str = ""
    remedy: str = ""
    contact: str = ""
    mailed: bool = False


class Recall(Answer):
    id: str
    number: str = ""
    status: str = "published"
    title: str = ""
    danger: str = ""
    action: str = ""
    remedy: str = ""
    contact: str = ""
    batch: str = ""
    sold_from: date | None = None
    sold_to: date | None = None
    published_at: datetime | None = None
    ended_at: datetime | None = None
    products: tuple[Recalled, ...] = ()
    source: str = ""
    reference: str = ""
    due_on: date | None = None
    days_left: int | None = None
    overdue: bool = False
    by_shop: bool = False
    versions: tuple[RecallText, ...] = ()


class Takedown(Answer):
    id: str
    source: str = ""
    authority: str = ""
    order_number: str = ""
    subject: str = ""
    received_at: datetime
    due_on: date
    done_at: datetime | None = None
    done_by: str = ""
    days_left: int | None = None
    overdue: bool = False


class Contacts(Answer):
    contacts: dict[str, dict[str, Any]] = Field(default_factory=dict)
    police: Police = Police()


class Affected(Answer):
    orders: int = 0
    quantity: int = 0
    with_mail: int = 0
    to_call: int = 0
    not_handed_over: int = 0
    numbers: tuple[str, ...] = ()


class Person(Answer):
    name: str = ""
    phone: str = ""


class Seller(Answer):
    slug: str = ""
    name: str = ""


class RecallOrder(Answer):
    shop_order_id: str
    number: str = ""
    shop: Seller = Seller()
    quantity: int = 1
    state: str = "mailed"
    contact: Person | None = None
    called_by: str = ""


class RecallOrders(Answer):
    counts: dict[str, int] = Field(default_factory=dict)
    items: tuple[RecallOrder, ...] = ()
    next: str | None = None
