"""A shop, from preparation by an advisor to the owner's own hands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from catalog.domain.closures import Closure, SpecialDay
from catalog.domain.delivery import Delivery
from catalog.domain.errors import ShopHeldError
from catalog.domain.legal.versions import LegalRef
from catalog.domain.mandate import GRANTABLE, Action, Mandate, MandateState

_NOTHING: frozenset[Action] = frozenset()
_TO_PREPARE = GRANTABLE - {Action.VISIBILITY, Action.ORDERS}


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
class Photo:
    """The shop's own picture, as large as it came; its files are named `<name>-<width>.webp`."""

    name: str
    width: int
    height: int
    alt: str
    fingerprint: str


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
    delivery: Delivery | None = None
    """None: one comes and fetches."""
    imprint: Mapping[str, str] = field(default_factory=dict)
    organic_code: str = ""
    tax_mode: str = "standard"
    picture: str | None = None
    image_url: str | None = None
    photo: Photo | None = None
    closures: tuple[Closure, ...] = ()
    """Also those that are over: the history."""
    special_days: tuple[SpecialDay, ...] = ()
    own_terms: str = ""
    """Terms of sale from the shop's own lawyer; empty: the market's template."""
    legal: tuple[LegalRef, ...] = ()
    """The versions of its texts that hold."""
    legal_edition: str = ""
    """Of which templates those were made."""
    business_type: str = "retail"
    """food, farm, craft, retail, maker or service: which checklist it is asked."""
    status: ShopStatus = ShopStatus.DRAFT
    stage: Stage = Stage.PREPARING
    advisor_id: UUID | None = None
    advisor_name: str = ""
    handed_over_at: datetime | None = None
    held_for: str = ""
    """Why the market has paused it, a line for each decision; until then nobody opens it."""
    version: int = 0
    staff: tuple[Staff, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    """Of each advisor the last one decided: granted, or withdrawn."""

    def changed(self, at: datetime) -> Self:
        """One version on."""
        return replace(self, version=self.version + 1, updated_at=at)

    def open(self, at: datetime) -> Self:
        """Visible to everyone. What is missing has been checked before; twice is once."""
        if self.status is ShopStatus.LIVE:
            return self
        if self.held_for:
            raise ShopHeldError(self.held_for)
        return replace(self, status=ShopStatus.LIVE).changed(at)

    def pause(self, at: datetime) -> Self:
        """Still visible, but takes no orders. A draft has nothing to pause and stays as it is."""
        if self.status is not ShopStatus.LIVE:
            return self
        return replace(self, status=ShopStatus.PAUSED).changed(at)

    def hold(self, reason: str, at: datetime) -> Self:
        """The market pauses it; a draft may not open until this is lifted."""
        held_for = "\n".join(dict.fromkeys([*self.held_for.splitlines(), reason]))
        return replace(self.pause(at), held_for=held_for, version=self.version + 1, updated_at=at)

    def release(self, reason: str, at: datetime) -> Self:
        """This reason is gone; others may still stand. It does not open by itself."""
        lines = self.held_for.splitlines()
        if reason not in lines:
            return self
        left = "\n".join(line for line in lines if line != reason)
        return replace(self, held_for=left).changed(at)

    def hand_over(self, owner: Staff, at: datetime) -> Self:
        """`owner` takes over; whoever else works there stays."""
        others = tuple(person for person in self.staff if person.account_id != owner.account_id)
        return replace(
            self, stage=Stage.HANDED_OVER, handed_over_at=at, staff=(owner, *others)
        ).changed(at)

    def owned_by(self, owner: Staff) -> Self:
        """From the beginning, without an advisor: there is nothing to hand over."""
        return replace(
            self,
            stage=Stage.HANDED_OVER,
            handed_over_at=self.created_at,
            staff=(owner,),
            advisor_id=None,
            advisor_name="",
        )

    @property
    def is_public(self) -> bool:
        return self.status is not ShopStatus.DRAFT

    def role_of(self, account: UUID | None) -> str | None:
        return next((person.role for person in self.staff if person.account_id == account), None)

    def mandate_of(self, account: UUID) -> Mandate | None:
        return next((given for given in self.mandates if given.advisor_id == account), None)

    def granted_to(self, advisor: UUID, at: datetime) -> frozenset[Action]:
        """What this advisor may do now: as agreed, and what preparing a draft takes."""
        mandate = self.mandate_of(advisor)
        granted = mandate.actions if mandate and mandate.holds(at) else _NOTHING
        return granted | _TO_PREPARE if self.is_prepared_by(advisor) else granted

    def is_prepared_by(self, advisor: UUID) -> bool:
        """Nobody sees a draft, so preparing one takes no mandate; but a no ends it."""
        mandate = self.mandate_of(advisor)
        said_no = mandate is not None and mandate.state is MandateState.WITHDRAWN
        is_draft = self.stage is Stage.PREPARING and not self.is_public
        return is_draft and advisor == self.advisor_id and not said_no

    def had_mandate(self, account: UUID) -> bool:
        return self.mandate_of(account) is not None

    def advisors(self, at: datetime) -> list[UUID]:
        """Everyone who may do something as an advisor now."""
        asked = {given.advisor_id for given in self.mandates}
        if self.advisor_id is not None:
            asked.add(self.advisor_id)
        return sorted(one for one in asked if self.granted_to(one, at))

    @property
    def owners(self) -> tuple[Staff, ...]:
        return tuple(person for person in self.staff if person.role == "owner")

    def with_person(self, person: Staff) -> Self:
        """Somebody joins, or has another role from now on."""
        others = tuple(one for one in self.staff if one.account_id != person.account_id)
        return replace(self, staff=(*others, person))

    def without_person(self, account: UUID) -> Self:
        return replace(self, staff=tuple(p for p in self.staff if p.account_id != account))

    def with_mandate(self, mandate: Mandate) -> Self:
        """The last word about this advisor."""
        others = tuple(m for m in self.mandates if m.advisor_id != mandate.advisor_id)
        decided = mandate.state in {MandateState.GRANTED, MandateState.WITHDRAWN}
        return replace(self, mandates=(*others, mandate) if decided else others)
