"""Nested form bodies."""

import pytest
from stripe_standin.errors import ApiError
from stripe_standin.forms import parse_form


def test_brackets_nest_and_numbers_make_lists() -> None:
    form = "line_items[1][quantity]=2&line_items[0][price_data][currency]=eur&expand[]=a&expand[]=b"

    assert parse_form(form) == {
        "line_items": [{"price_data": {"currency": "eur"}}, {"quantity": "2"}],
        "expand": ["a", "b"],
    }


@pytest.mark.parametrize(
    "form", ["a=1&a[b]=2", "a[b]=2&a=1", "a[=1", "[a]=1", "a" + "[b]" * 9 + "=1"]
)
def test_contradictions_and_nonsense_are_refused(form: str) -> None:
    with pytest.raises(ApiError):
        parse_form(form)
