"""A shop, from preparation by an advisor to the owner's own hands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID


class ShopStatus(StrEnum):
    DRAFT = "draft"
    LIVE = "live"
    PAUSED = "paused"


class Stage(StrEnum):
    PREPARING = "preparing"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Staff:
    """A person of the shop; `packer` sees what is to be packed and changes nothing."""

    account_id: UUID
    role: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Shop:
    id: UUID
    slug: str
    name: str
    kind: str
    street: str
    postal_code: str
    place: str
    lat: float
    lon: float
    created_at: datetime
    updated_at: datetime
    tagline: str = ""
    story: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    opening_hours: str = ""
    preparation_minutes: int = 60
    pickup_note: str = ""
    imprint: Mapping[str, str] = field(default_factory=dict)
    organic_code: str = ""
    tax_mode: str = "standard"
    picture: str | None = None
    image_url: str | None = None
    status: ShopStatus = ShopStatus.DRAFT
    stage: Stage = Stage.PREPARING
    advisor_id: UUID | None = None
    advisor_name: str = ""
    advisor_mandate: bool = True
    handed_over_at: datetime | None = None
    version: int = 0
    staff: tuple[Staff, ...] = ()

    def changed(self, at: datetime) -> Self:
        """One version on."""
        return replace(self, version=self.version + 1, updated_at=at)

    def open(self, at: datetime) -> Self:
        """Visible to everyone. What is missing has been checked before; twice is once."""
        if self.status is ShopStatus.LIVE:
            return self
        return replace(self, status=ShopStatus.LIVE).changed(at)

    def pause(self, at: datetime) -> Self:
        """Still visible, but takes no orders. A draft has nothing to pause and stays as it is."""
        if self.status is not ShopStatus.LIVE:
            return self
        return replace(self, status=ShopStatus.PAUSED).changed(at)

    def hand_over(self, owner: Staff, at: datetime) -> Self:
        """`owner` takes over; whoever else works there stays."""
        others = tuple(person for person in self.staff if person.account_id != owner.account_id)
        return replace(
            self, stage=Stage.HANDED_OVER, handed_over_at=at, staff=(owner, *others)
        ).changed(at)

    @property
    def is_public(self) -> bool:
        return self.status is not ShopStatus.DRAFT

    def role_of(self, account: UUID | None) -> str | None:
        return next((person.role for person in self.staff if person.account_id == account), None)

    def advisor_may_act(self) -> bool:
        """Until the hand-over the advisor prepares; after it, only with the owner's mandate."""
        return self.stage is Stage.PREPARING or self.advisor_mandate
