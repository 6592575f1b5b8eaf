"""Units and quantity words, from the way the file lists them to the way rules ask for them."""

from decimal import Decimal

from catalog.domain.units import PIECE, Base, QuantityWord, Unit, Units
from catalog.files import region_shapes as shapes


def read_units(file: shapes.UnitsShape) -> Units:
    pers = {base.key: base.per for base in file.bases}
    return Units(
        measures={unit.key: _unit(unit, pers[unit.base] if unit.base else None)
                  for unit in file.units},
        words={word.key: _word(word) for word in file.quantity_words},
    )  # fmt: skip


def _unit(unit: shapes.UnitShape, base: Base | None) -> Unit:
    return Unit(unit.key, base, unit.factor, unit.say, tuple(unit.name.values()))


def _word(word: shapes.QuantityWordShape) -> QuantityWord:
    names = tuple(word.name.values())
    if word.pieces is not None:
        return QuantityWord(word.key, names, Decimal(word.pieces), PIECE)
    return QuantityWord(word.key, names, word.amount, word.unit)
