"""One line of the checklist: what is asked, of whom, why, and how it is shown."""

from dataclasses import dataclass
from enum import StrEnum


class BusinessType(StrEnum):
    FOOD = "food"
    FARM = "farm"
    CRAFT = "craft"
    RETAIL = "retail"
    MAKER = "maker"
    SERVICE = "service"


class Trait(StrEnum):
    """What a shop is or does; computed from the shop and its products, never typed."""

    ALWAYS = "always"
    IS_COMPANY = "is_company"
    HAS_STAFF = "has_staff"
    SELLS_FOOD = "sells_food"
    SELLS_PACKED = "sells_packed"
    SELLS_ELECTRIC = "sells_electric"
    SELLS_BATTERIES = "sells_batteries"
    SELLS_ORGANIC = "sells_organic"
    SELLS_PLANTS = "sells_plants"
    SELLS_ALCOHOL = "sells_alcohol"


OF_PRODUCTS = frozenset(
    {
        Trait.SELLS_FOOD,
        Trait.SELLS_PACKED,
        Trait.SELLS_ELECTRIC,
        Trait.SELLS_BATTERIES,
        Trait.SELLS_PLANTS,
        Trait.SELLS_ALCOHOL,
    }
)
"""Those that the categories of a shop's products tell."""


class Evidence(StrEnum):
    FIELD = "field"
    """A field of the shop is filled."""
    UPLOAD = "upload"
    """A document."""
    CHECK = "check"
    """Somebody declares it."""
    PROOF = "proof"
    """A number that can be checked."""


class GivenBy(StrEnum):
    OWNER = "owner"
    """Nobody may say it for the owner."""
    SHOP = "shop"
    """The shop's people, or their advisor."""
    MARKET = "market"
    """Advisor or operator."""


FIELDS = frozenset(
    {
        "name",
        "tagline",
        "story",
        "phone",
        "email",
        "website",
        "opening_hours",
        "pickup_note",
        "image_url",
        "imprint.legal_name",
        "imprint.representative",
        "imprint.legal_form",
        "imprint.register_entry",
        "imprint.authority",
        "imprint.vat_id",
    }
)
"""The fields of a shop that a requirement may ask for."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """`named` is how the sentence "Es fehlt noch …" calls it, article included."""

    key: str
    title: str
    named: str
    why: str
    evidence: Evidence
    types: tuple[BusinessType, ...]
    plural: bool = False
    law: str = ""
    where: str = ""
    """Where one gets it."""
    applies: Trait = Trait.ALWAYS
    field: str = ""
    proof: str = ""
    declaration: str = ""
    while_open: str = ""
    """Said beside it as long as it is open, e.g. what works without it."""
    valid_months: int | None = None
    blocks: bool = False
    """Without it the shop does not go live."""
    voluntary: bool = False
    """Offered, not owed: it does not count for the light."""
    reviewed: bool = False
    """Counts only once somebody of the market has looked at it."""
    waivable: bool = True
    given_by: GivenBy = GivenBy.SHOP
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """The whole checklist in one version, in the operator's order."""

    version: int
    requirements: tuple[Requirement, ...]

    def find(self, key: str) -> Requirement | None:
        return next((r for r in self.requirements if r.key == key), None)


NOTHING_ASKED = Definition(0, ())
