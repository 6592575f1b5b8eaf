"""What a public register answers about a number."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    UNAVAILABLE = "unavailable"
    """No answer about the number: it is asked again later, and nothing is held up."""


@dataclass(frozen=True, slots=True)
class VatAnswer:
    """`consultation` is the number by which the register remembers that it was asked."""

    outcome: Outcome
    consultation: str = ""
    said: str = ""
