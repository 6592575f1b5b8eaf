"""What the catalog answers about a shop's texts and closures."""

from datetime import date, datetime

from gateway.pages.answers.base import Answer
from gateway.pages.answers.catalog import Closure, Missing, ShopCard, SpecialDay


class LegalVersion(Answer):
    kind: str
    version: int
    title: str = ""
    digest: str = ""
    template: str = ""
    own: bool = False
    valid_from: datetime | None = None
    missing: tuple[Missing, ...] = ()


class LegalText(LegalVersion):
    shop: ShopCard
    current_version: int = 0
    text: str = ""


class PlatformTerms(Answer):
    version: str
    title: str = ""
    announced: date | None = None
    valid_from: date
    holds: bool = True
    text: str = ""


class Holiday(Answer):
    day: date
    name: str = ""


class Calendar(Answer):
    version: int = 0
    closures: tuple[Closure, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    history: tuple[Closure, ...] = ()
    holidays: tuple[Holiday, ...] = ()
