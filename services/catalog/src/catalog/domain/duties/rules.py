"""The region's rules for notices and recalls: reasons, deadlines, whom to call."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from marketkit.errors import InvalidError

from catalog.domain.statements import Names


class UnknownReasonError(InvalidError):
    code = "unknown_reason"
    message = "Diesen Grund gibt es nicht."


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is reported."""

    key: str
    names: Names
    danger: int
    law: str
    anonymous: bool = False
    """Nobody has to say who they are (Art. 16 (2) c DSA)."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number from a law, and since when it holds."""

    key: str
    value: int
    valid_from: date
    source: str


@dataclass(frozen=True, slots=True)
class Police:
    phone: str
    names: Names
    law: str


@dataclass(frozen=True, slots=True)
class DutyRules:
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    constants: tuple[Constant, ...] = ()
    holidays: Container[date] = frozenset()
    police: Police = field(default_factory=lambda: Police("110", {"de": "Polizei"}, "Art. 18 DSA"))
    contacts: Mapping[str, Mapping[str, str | Mapping[str, str]]] = field(default_factory=dict)

    def named_holidays(self, first: date, last: date) -> list[tuple[date, str]]:
        """The holidays from one day to another, with their names where those are known."""
        names = self.holidays if isinstance(self.holidays, Mapping) else {}
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [(day, str(names.get(day, ""))) for day in days if day in self.holidays]

    def reason(self, key: str) -> Reason:
        """Raises UnknownReasonError."""
        if key not in self.reasons:
            raise UnknownReasonError
        return self.reasons[key]

    def constant(self, key: str, on: date) -> int:
        """What holds on that day: the newest value that has begun."""
        begun = [c for c in self.constants if c.key == key and c.valid_from <= on]
        return max(begun, key=lambda constant: constant.valid_from).value

    @property
    def operator_email(self) -> str:
        """Where the operator is told; empty for a region that names nobody."""
        return str(self.contacts.get("operator", {}).get("email", ""))
