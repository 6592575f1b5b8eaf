"""Quarters by name ("2026-Q4"), on the shops' own calendar."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Self

from marketkit.clock import HERE
from marketkit.errors import FieldError, InvalidError

_NAME = re.compile(r"([0-9]{4})-Q([1-4])").fullmatch
_MONTHS: Final = 3
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2200


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def parse(cls, name: str) -> Self:
        """Raises InvalidError naming the field."""
        found = _NAME(name)
        if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
            hint = "Bitte ein Quartal in der Form 2026-Q4."
            raise InvalidError(errors=[FieldError("quarter", hint)])
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def after(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)  # noqa: PLR2004 -- four in a year

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * _MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        return self.after.first_day - timedelta(days=1)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first_day, time(), HERE)

    @property
    def ends(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return self.after.begins
