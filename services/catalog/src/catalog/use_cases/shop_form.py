"""What is typed about a shop, and how it becomes one."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any, Literal

from marketkit.errors import FieldError, InvalidError
from marketkit.field_rules import broken_at
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from catalog.domain import delivery, opening_hours
from catalog.domain.claims import is_organic_certificate
from catalog.domain.proofs.numbers import FORMS, is_vat_id
from catalog.domain.region import Region
from catalog.domain.shop import Shop
from catalog.use_cases.delivery_form import DeliveryForm
from catalog.use_cases.texts import (
    FilledLine,
    Form,
    Line,
    Mail,
    Name,
    Paragraphs,
    PictureKey,
    PostalCode,
    Web,
    Word,
)

_W_IDNR = re.compile(r"DE\d{9}-\d{5}")


def _vat_id(text: str) -> str:
    plain = text.replace(" ", "").upper()
    if plain and not is_vat_id(plain):
        raise ValueError(FORMS["vat_id"].should)
    return plain


def _w_idnr(text: str) -> str:
    plain = text.replace(" ", "").upper()
    if plain and not _W_IDNR.fullmatch(plain):
        message = "Eine Wirtschafts-Identifikationsnummer hat die Form DE123456789-00001."
        raise ValueError(message)
    return plain


def _organic_code(text: str) -> str:
    plain = text.upper()
    if plain and not is_organic_certificate(plain):
        message = "Eine Öko-Kontrollnummer hat die Form DE-ÖKO-006."
        raise ValueError(message)
    return plain


Hours = Annotated[str, StringConstraints(max_length=500)]
WIdNr = Annotated[Line, AfterValidator(_w_idnr)]
VatId = Annotated[Line, AfterValidator(_vat_id)]
OrganicCode = Annotated[Word, AfterValidator(_organic_code)]
Minutes = Annotated[int, Field(ge=0, le=14 * 24 * 60)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class ImprintForm(Form):
    """Who answers for the shop (§ 5 DDG)."""

    legal_name: Line = ""
    representative: Line = ""
    legal_form: Line = ""
    register_entry: Line = ""
    vat_id: VatId = ""
    w_idnr: WIdNr = ""
    authority: Line = ""
    chamber: Line = ""
    profession: Line = ""
    """Of regulated crafts: its name, and the state that conferred it."""
    arbitration: Literal["", "no", "yes"] = ""
    """Whether the business takes part in consumer arbitration (§ 36 VSBG)."""
    arbitration_body: Line = ""


class ShopChanges(Form):
    """Part of a shop; what is not sent stays as it is."""

    name: Name = ""
    kind: Word = ""
    tagline: Line = ""
    story: Paragraphs = ""
    street: FilledLine = ""
    postal_code: PostalCode = ""
    place: FilledLine = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    phone: Line = ""
    email: Mail = ""
    website: Web = ""
    opening_hours: Hours = ""
    preparation_minutes: Minutes = 60
    pickup_note: Paragraphs = ""
    imprint: ImprintForm = ImprintForm()
    organic_code: OrganicCode = ""
    tax_mode: Word = "standard"
    delivery: DeliveryForm | None = None
    """null: the shop brings nothing."""
    picture: PictureKey | None = None

    @model_validator(mode="after")
    def _both_coordinates(self) -> "ShopChanges":
        if (self.lat is None) != (self.lon is None):
            missing = "lat" if self.lat is None else "lon"
            raise broken_at(missing, message="Breite und Länge gehören zusammen.")
        return self

    def sent(self) -> dict[str, Any]:
        """The fields that were really in the request."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class ShopForm(ShopChanges):
    """A new shop: enough to find it on the map, the rest may follow."""

    name: Name
    kind: Word
    street: FilledLine
    postal_code: PostalCode
    place: FilledLine


def apply(shop: Shop, form: ShopChanges, region: Region) -> Shop:
    """The shop with what was sent; raises InvalidError naming each field that cannot be."""
    values = form.sent()
    if "imprint" in values:
        values["imprint"] = {**shop.imprint, **form.imprint.model_dump(exclude_unset=True)}
    if "opening_hours" in values:
        values["opening_hours"] = opening_hours.parse(form.opening_hours)
    if form.delivery is not None:
        values["delivery"] = form.delivery.as_said()
    changed = replace(shop, **_located(values, shop, region))
    errors = list(_contradictions(changed, region))
    # Only what is said now: a code that the region has lost must not stop every other change.
    if form.delivery is not None:
        errors += delivery.problems(form.delivery.as_said(), region)
    if errors:
        raise InvalidError(errors=errors)
    return changed


def _located(values: dict[str, Any], shop: Shop, region: Region) -> dict[str, Any]:
    """Without a position of its own, the shop stands where its place does."""
    name = values.get("place", shop.place)
    postal_code = values.get("postal_code", shop.postal_code)
    is_new = shop.version == 0
    moved = (name, postal_code) != (shop.place, shop.postal_code)
    if values.get("lat") is not None or not (is_new or moved or "lat" in values):
        return values
    found = region.find_place(name, postal_code)
    if found is None:
        hint = f"„{name}“ kennen wir nicht. Bitte prüfen oder Breite und Länge mitschicken."
        raise InvalidError(errors=[FieldError("place", hint)])
    return values | {"lat": found.lat, "lon": found.lon}


def _contradictions(shop: Shop, region: Region) -> Iterable[FieldError]:
    if shop.tax_mode not in region.tax_modes:
        known = ", ".join(region.tax_modes)
        yield FieldError("tax_mode", f"Möglich sind: {known}.")
    if not region.contains(shop.lat, shop.lon):
        yield FieldError("lat", "Dieser Punkt liegt außerhalb der Region.")
