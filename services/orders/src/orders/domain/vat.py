"""VAT (§§ 12, 19, 24, 25a UStG): which rate a line has on a day, and what of a gross sum is tax."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

PERMILLE: Final = 1000
SMALL: Final = "small_19"
"""A shop that is exempt under § 19 shows no tax, whatever it sells."""
FARM: Final = "farm_24"


@dataclass(frozen=True, slots=True)
class Rate:
    """Both days included; without a last day it holds until somebody changes it."""

    permille: int
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class VatTable:
    """The region's classes with the rates each had at which time, and the notes papers need."""

    rates: Mapping[str, Sequence[Rate]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    """By class: what must stand on a paper where no tax is shown."""
    modes: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Which classes a shop may use, by how it is taxed."""
    small_note: str = ""
    """What the paper of a shop under § 19 says."""

    def permille(self, vat_class: str, tax_mode: str, on: date) -> int | None:
        """The rate of goods of this class, handed over on this day; None: nobody knows one."""
        if tax_mode == SMALL:
            return 0
        if vat_class not in self.modes.get(tax_mode, (vat_class,)):
            return None
        found = (rate.permille for rate in self.rates.get(vat_class, ()) if rate.holds_on(on))
        return next(found, None)

    def note(self, vat_class: str, tax_mode: str) -> str:
        """Why a line shows no tax; empty for one that does."""
        return self.small_note if tax_mode == SMALL else self.notes.get(vat_class, "")


@dataclass(frozen=True, slots=True)
class Share:
    """What of a document has one rate, in whole cents: `gross = net + tax`."""

    permille: int
    gross: int
    net: int

    @property
    def tax(self) -> int:
        return self.gross - self.net


def net_of(gross: int, permille: int) -> int:
    """Half a cent is rounded away from zero, so that taking back mirrors giving."""
    exact = Decimal(gross * PERMILLE) / (PERMILLE + permille)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def by_rate(amounts: Iterable[tuple[int, int]]) -> list[Share]:
    """Gross amounts with their rates, summed by rate and only then divided: highest rate first.

    Rounding once per rate and document, as EN 16931 asks, and never per line.
    """
    sums: dict[int, int] = defaultdict(int)
    for permille, gross in amounts:
        sums[permille] += gross
    return [
        Share(permille, gross, net_of(gross, permille))
        for permille, gross in sorted(sums.items(), reverse=True)
    ]
