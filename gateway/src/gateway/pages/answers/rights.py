"""Mandates, people and the log of a shop as the catalog answers them."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from gateway.pages.answers.base import Answer
from gateway.pages.answers.catalog import MandateWording


class Mandate(Answer):
    id: str
    advisor: str = ""
    actions: tuple[str, ...] = ()
    until: date
    state: str = "asked"
    holds: bool = False
    asked_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str = ""
    code: str = ""
    url_path: str = ""


class MandateShop(Answer):
    name: str = ""
    place: str = ""
    street: str = ""
    slug: str = ""


class MandatePage(Mandate):
    shop: MandateShop
    wording: MandateWording = MandateWording()


class Advisor(Answer):
    name: str = ""


class Mandates(Answer):
    items: tuple[Mandate, ...] = ()
    advisor: Advisor | None = None
    wording: MandateWording = MandateWording()


class MandateStep(Answer):
    at: datetime
    step: str
    by: str = ""
    advisor_name: str = ""
    actions: tuple[str, ...] = ()
    until: date


class LogEntry(Answer):
    id: str
    at: datetime
    by: str = ""
    role: str = ""
    action: str
    subject: str = ""
    changes: dict[str, tuple[Any, Any]] = Field(default_factory=dict)
    for_the_shop: bool = False


class Person(Answer):
    account_id: str
    role: str
    name: str = ""
    email: str = ""
    is_you: bool = False


class OpenInvitation(Answer):
    id: str
    email: str = ""
    role: str = ""
    invited_by: str = ""
    expires_at: datetime | None = None


class People(Answer):
    people: tuple[Person, ...] = ()
    invitations: tuple[OpenInvitation, ...] = ()
    may_decide: bool = False


class InvitationShop(Answer):
    slug: str
    name: str = ""
    place: str = ""
    picture: str = ""


class Invitation(Answer):
    shop: InvitationShop
    role: str = ""
    invited_by: str = ""
    expires_at: datetime | None = None
    accepted: bool = False


class Counter(Answer):
    slug: str
    name: str = ""
    place: str = ""
    role: str = ""


class Counters(Answer):
    items: tuple[Counter, ...] = ()
