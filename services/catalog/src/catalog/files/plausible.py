"""From the written contradictions to the gate's own."""

from collections.abc import Iterator

from catalog.domain.region import Contradiction, Region, WordRule
from catalog.files import region_shapes as shapes


def read_contradictions(read: shapes.PlausibleShape) -> tuple[Contradiction, ...]:
    return tuple(_contradiction(one) for one in read.contradictions)


def _contradiction(shape: shapes.ContradictionShape) -> Contradiction:
    rule = WordRule(shape.key, shape.words, shape.exceptions, shape.reason["de"])
    said = shape.promise
    return Contradiction(rule, said.free_of, said.label, said.statement, frozenset(shape.contains))


def about_nothing(region: Region) -> Iterator[str]:
    """What the file says about allergens and statements that are not there."""
    for one in region.contradictions:
        named = {one.free_of, *one.contains} - {""}
        if unknown := named - region.allergens.keys():
            yield f"the contradiction {one.rule.key} names unknown allergens: {unknown}"
        if one.statement and one.statement not in region.statements:
            yield f"the contradiction {one.rule.key} is about no known statement"
