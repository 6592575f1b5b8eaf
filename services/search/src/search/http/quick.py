"""Reads the query of a search without the framework, whose way takes half a millisecond.

Only what is valid is read here. Anything else goes the framework's way, which says what is wrong.
"""

from typing import Any, get_origin
from urllib.parse import parse_qsl

from pydantic import ValidationError

from search.http.parameters import SearchParameters

_MANY = frozenset(
    name
    for name, field in SearchParameters.model_fields.items()
    if get_origin(field.annotation) is list
)


def parameters_of(query_string: bytes) -> SearchParameters | None:
    """None: let the framework read it."""
    given: dict[str, Any] = {}
    try:
        for name, value in parse_qsl(query_string.decode("ascii"), keep_blank_values=True):
            if name in _MANY:
                given.setdefault(name, []).append(value)
            else:
                given[name] = value
        return SearchParameters.model_validate(given)
    except (ValidationError, ValueError):
        return None
