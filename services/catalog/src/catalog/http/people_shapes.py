"""The shapes of answers about mandates and people, for the API's description."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from catalog.domain.mandate import Action, MandateState
from catalog.http.shapes import Shape
from catalog.http.shop_shapes import WordingShape

Role = Literal["owner", "staff", "packer"]


class MandateShape(Shape):
    id: UUID
    advisor: str
    actions: list[Action]
    until: date
    """The last day."""
    state: MandateState
    holds: bool
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str


class AskedMandateShape(MandateShape):
    """Readable once: only hashes of the codes are kept."""

    code: str
    url_path: str
    expires_at: datetime


class MandateShopShape(Shape):
    name: str
    place: str
    street: str
    slug: str


class MandatePageShape(MandateShape):
    shop: MandateShopShape
    wording: WordingShape


class AnsweredMandateShape(MandateShape):
    url_path: str | None
    """Where it can be withdrawn; readable once."""


class AdvisorShape(Shape):
    name: str


class MandatesShape(Shape):
    items: list[MandateShape]
    advisor: AdvisorShape | None
    """Who brought the shop in, and can be given a mandate."""
    wording: WordingShape


class MandateStepShape(Shape):
    id: UUID
    mandate_id: UUID
    at: datetime
    step: Literal["asked", "granted", "refused", "changed", "withdrawn"]
    by: str
    advisor_name: str
    actions: list[Action]
    until: date
    wording: str


class PersonShape(Shape):
    account_id: UUID
    role: Role
    name: str
    email: str
    is_you: bool


class OpenInvitationShape(Shape):
    id: UUID
    email: str
    role: Role
    invited_by: str
    expires_at: datetime


class PeopleShape(Shape):
    people: list[PersonShape]
    invitations: list[OpenInvitationShape]
    may_decide: bool


class InvitedShape(Shape):
    id: UUID
    expires_at: datetime


class InvitationShopShape(Shape):
    slug: str
    name: str
    place: str
    picture: str | None


class InvitationShape(Shape):
    shop: InvitationShopShape
    role: Role
    email: str
    invited_by: str
    expires_at: datetime
    accepted: bool


class CounterShape(Shape):
    slug: str
    name: str
    place: str
    role: Literal["owner", "staff", "packer", "advisor"]


class CountersShape(Shape):
    items: list[CounterShape]


class ReceivedShape(Shape):
    received: Literal[True]
