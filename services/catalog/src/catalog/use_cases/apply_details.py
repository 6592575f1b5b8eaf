"""From what was typed into statements to the product's details."""

from collections.abc import Iterable, Mapping

from marketkit.errors import FieldError

from catalog.domain.gates.values import value_problem
from catalog.domain.region import Region


def refused_details(typed: Mapping[str, str], region: Region) -> Iterable[FieldError]:
    """Statements nobody knows, those that live elsewhere, and values that cannot be right."""
    for key, value in typed.items():
        statement = region.statements.get(key)
        if statement is None:
            yield FieldError(f"details.{key}", "Diese Angabe gibt es nicht.")
        elif statement.at:
            yield FieldError(f"details.{key}", f"Diese Angabe steht im Feld „{statement.at}“.")
        elif problem := value_problem(statement, value):
            yield FieldError(statement.field, problem)


def with_details(before: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """What is sent replaces what was there; empty takes it back."""
    return {key: value for key, value in (dict(before) | dict(typed)).items() if value}
