"""vat.yaml, units.yaml and deposits.yaml: what stands beside a price."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from onebox.seed.region.base import DatedFile, Key, Named, Strict, Words


class Rate(Strict):
    permille: int = Field(ge=0, le=250)
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class VatClass(Named):
    goods: str
    rates: list[Rate] = Field(min_length=1)
    note: Words | None = None
    verify: str = ""

    def rate_on(self, day: date) -> int:
        return next(rate.permille for rate in self.rates if rate.holds_on(day))


class TaxMode(Named):
    classes: list[Key]


class VatFile(DatedFile):
    classes: list[VatClass]
    tax_modes: list[TaxMode]


class Unit(Named):
    base: Key | None
    factor: Decimal = Field(gt=0)
    say: str = ""


class Base(Named):
    per: str | None = None
    """How it is written in answers, where that is not its key."""


class QuantityWord(Named):
    pieces: int | None = None
    amount: Decimal | None = None
    unit: Key | None = None


class UnitsFile(DatedFile):
    units: list[Unit]
    bases: list[Base]
    quantity_words: list[QuantityWord]


class Deposit(Named):
    amount: int | None
    currency: Literal["EUR"]
    reuse: Literal["single_use", "returnable"]
    applies_to: str
    verify: str = ""


class DepositsFile(DatedFile):
    deposits: list[Deposit]
