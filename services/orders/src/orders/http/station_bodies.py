"""What is sent about pickup points and delivery rounds."""

from datetime import time
from typing import Annotated, Any, Literal
from uuid import UUID

from marketkit.field_rules import broken_at
from marketkit.money import Money
from marketkit.pickup.windows import is_readable
from pydantic import AfterValidator, Field, model_validator

from orders.domain.stations import KNOWN_TEMPERATURES
from orders.http.bodies import Body, Text

Day = Literal["mo", "tu", "we", "th", "fr", "sa", "su"]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
PostalCode = Annotated[str, Field(pattern=r"^\d{5}$")]
_MOST_DAYS = 24 * 14
_MOST_CENTS = 1_000_000


def _readable(hours: str) -> str:
    if not is_readable(hours):
        message = "Diese Zeiten verstehen wir nicht. So geht es: Fr 15:00-18:00; Sa 09:00-11:00."
        raise ValueError(message)
    return hours


def _known(temperatures: list[str]) -> list[str]:
    if not KNOWN_TEMPERATURES.issuperset(temperatures):
        message = "Diese Temperatur kennen wir nicht."
        raise ValueError(message)
    return sorted(set(temperatures))


def _in_cents(money: Money | None) -> int | None:
    return None if money is None else money.amount


Hours = Annotated[Text, Field(min_length=1, max_length=300), AfterValidator(_readable)]
Temperatures = Annotated[list[str], Field(max_length=7), AfterValidator(_known)]


class PointBody(Body):
    name: Text = Field(min_length=2, max_length=120)
    street: Text = Field(default="", max_length=120)
    postal_code: PostalCode
    place: Text = Field(min_length=2, max_length=80)
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    hours: Hours
    hint: Text = Field(default="", max_length=300)
    temperatures: Temperatures = Field(default_factory=list)
    capacity: int | None = Field(default=None, ge=1, le=10_000)
    attended: bool = True
    pay_there: bool = False
    active: bool = True
    host: Text | None = Field(default=None, max_length=80)
    """The slug of the shop whose people run it."""


class TourBody(Body):
    name: Text = Field(min_length=2, max_length=120)
    postal_codes: list[PostalCode] = Field(min_length=1, max_length=200)
    weekday: Day
    starts: Clock
    ends: Clock
    cutoff_hours: int = Field(default=24, ge=0, le=_MOST_DAYS)
    capacity: int | None = Field(default=None, ge=1, le=10_000)
    fee: Money
    free_from: Money | None = None
    temperatures: Temperatures = Field(default_factory=list)
    hint: Text = Field(default="", max_length=300)
    pay_there: bool = True
    active: bool = True
    driver: Text | None = Field(default=None, max_length=80)
    """The slug of the shop that drives it."""

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> "TourBody":
        if time.fromisoformat(self.ends) <= time.fromisoformat(self.starts):
            raise broken_at("ends", message="Das Ende muss nach dem Anfang liegen.")
        for field, price in (("fee", self.fee), ("free_from", self.free_from)):
            if price and price.amount < 0:
                raise broken_at(field, message="Ein Preis kann nicht unter null liegen.")
            if price and price.amount > _MOST_CENTS:
                raise broken_at(field, message="So viel kostet keine Fahrt.")
        return self

    def values(self) -> dict[str, Any]:
        return self.model_dump() | {
            "postal_codes": list(dict.fromkeys(self.postal_codes)),
            "fee": self.fee.amount,
            "free_from": _in_cents(self.free_from),
        }


class BringingBody(Body):
    """To one point: on these days, known so many hours before.

    Without days only what is sold in rounds comes there, for its host to hand out.
    """

    days: list[Day] = Field(max_length=7)
    lead_hours: int = Field(default=24, ge=0, le=_MOST_DAYS)
    with_host: bool = False
    """Who runs the place may see whose parcels these are, and hand out what is paid."""

    @model_validator(mode="after")
    def says_something(self) -> "BringingBody":
        if not self.days and not self.with_host:
            raise broken_at("days", message="Bitte nenne mindestens einen Tag.")
        return self


class BringBody(Body):
    points: dict[UUID, BringingBody] = Field(default_factory=dict, max_length=100)
    tours: list[UUID] = Field(default_factory=list, max_length=100)
    with_driver: list[UUID] = Field(default_factory=list, max_length=100)
    """Of these rounds who drives them may see to which doors it goes, and bring what is paid."""

    def brought(self) -> list[dict[str, Any]]:
        return [
            {
                "point_id": point_id,
                "days": sorted(set(each.days)),
                "lead_hours": each.lead_hours,
                "with_host": each.with_host,
            }
            for point_id, each in self.points.items()
        ]
