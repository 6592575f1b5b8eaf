"""Which statements a product must make, and which of them it lacks."""

from collections.abc import Iterable

from marketkit.errors import FieldError

from catalog.domain.gates.stated import stated
from catalog.domain.gates.values import value_problem
from catalog.domain.product import Product
from catalog.domain.region import Region
from catalog.domain.statements import Statement

_PER_VARIANT = {"content": "variants", "deposit": "variants"}


def demanded(product: Product, region: Region) -> list[Statement]:
    """The statements this product owes, given what it states already."""
    profile = region.profile_of(product.category)
    path, said = region.category_path(product.category), stated(product, region)
    found = [d.key for d in profile.demands if d.condition.holds(path, said)]
    return [region.statements[key] for key in dict.fromkeys([*profile.required, *found])]


def lacking(product: Product, region: Region) -> Iterable[FieldError]:
    """Each mandatory statement that is not made, or is not what it must be."""
    said = stated(product, region)
    for statement in demanded(product, region):
        value = said.get(statement.key, "")
        if not value or (statement.must_be and value != statement.must_be):
            yield FieldError(_PER_VARIANT.get(statement.at, statement.field), statement.reason)


def misshapen(product: Product, region: Region) -> Iterable[FieldError]:
    """Details whose value cannot be right; asked again because rules may have changed since."""
    for key, value in product.details.items():
        statement = region.statements.get(key)
        if statement and (problem := value_problem(statement, value)):
            yield FieldError(statement.field, f"{problem.removesuffix('.')} ({statement.law}).")
