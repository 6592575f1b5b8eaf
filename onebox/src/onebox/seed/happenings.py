"""What stands in `cases.yaml` and `searches.yaml`: an advisor's weeks, and what people sought."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from marketkit.clock import HERE
from pydantic import Field

from onebox.seed.region.base import Key, PostalCode, Strict
from onebox.seed.shapes import Slug

Stage = Literal["contact", "visit", "preparing", "review", "care", "dropped"]
Time = Annotated[str, Field(pattern=r"^\d\d:\d\d$")]


class Contact(Strict):
    name: str
    role: str = ""
    phone: str
    email: str = ""
    preferred: Literal["", "phone", "email", "visit"] = ""


class Drop(Strict):
    reason: Key
    words: str = ""


class SeedAppointment(Strict):
    kind: Key
    in_days: int
    from_: Time = Field(alias="from")
    to: Time
    title: str = ""
    place: str = ""
    participants: str = ""

    def body(self, today: date) -> dict[str, Any]:
        """On a Sunday nobody is at work: then it is the day after."""
        day = today + timedelta(days=self.in_days)
        day += timedelta(days=1 if day.isoweekday() == 7 else 0)  # noqa: PLR2004 - Sunday
        said = self.model_dump(include={"kind", "title", "place", "participants"})
        return said | {"starts_at": _at(day, self.from_), "ends_at": _at(day, self.to)}


class SeedCase(Strict):
    name: str
    kind: Key
    place: str
    postal_code: PostalCode
    street: str = ""
    """With a street there is a draft of a shop."""
    origin: Key
    occasion: str = ""
    contact: Contact
    stage: Stage
    next_step: str = ""
    due: int | None = None
    note: str = ""
    drop: Drop | None = None
    appointments: list[SeedAppointment] = Field(default_factory=list)

    def body(self, today: date) -> dict[str, Any]:
        said = self.model_dump(
            include={"name", "kind", "place", "postal_code", "origin", "occasion", "next_step"}
        )
        said["contacts"] = [self.contact.model_dump()]
        return said | {"next_step_on": _day(self.due, today)}


class ShopInCare(Strict):
    slug: Slug
    stage: Literal["live", "care"] = "live"
    next_step: str = ""
    due: int | None = None

    def body(self, today: date) -> dict[str, Any]:
        return {"next_step": self.next_step, "next_step_on": _day(self.due, today)}


class SeedPromotion(Strict):
    shop: Slug
    sku: str
    percent: Annotated[int, Field(gt=0, lt=100)]
    days: int


class SeedNotice(Strict):
    shop: Slug
    sku: str
    reason: Key
    explanation: str
    name: str
    email: str


class CasesFile(Strict):
    cases: list[SeedCase]
    shops: list[ShopInCare]
    promotions: list[SeedPromotion]
    notices: list[SeedNotice]


class SeedSearch(Strict):
    term: str
    municipality: str
    weeks_ago: Annotated[int, Field(ge=0, le=1)]
    people: Annotated[int, Field(gt=0)]
    searches: int
    found_nothing: int


class SearchesFile(Strict):
    searches: list[SeedSearch]


def _day(due: int | None, today: date) -> str | None:
    return None if due is None else (today + timedelta(days=due)).isoformat()


def _at(day: date, time: str) -> str:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=HERE).isoformat()
