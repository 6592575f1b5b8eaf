"""A cursor may come back as anything: what it names is read, or refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from catalog.queries.case_facts import key_of
from catalog.queries.pages import BadCursorError, day_in, decode, encode, moment_in, number_in


def test_what_was_put_in_comes_out() -> None:
    row = uuid4()

    assert decode(encode("Roggenbrot", row)) == ("Roggenbrot", row)
    assert moment_in("2026-11-22T18:00:00+00:00") == datetime(2026, 11, 22, 18, tzinfo=UTC)
    assert (day_in("2026-11-22"), number_in("-480")) == (date(2026, 11, 22), -480)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (number_in, "vier"),
        (number_in, "2147483648"),
        (number_in, "9" * 5000),
        (day_in, "gestern"),
        (moment_in, "gestern"),
        (moment_in, "2026-11-22T18:00:00"),
        (moment_in, "0001-01-01T00:00:00+14:00"),
        (moment_in, "9999-12-31T23:59:59-12:00"),
    ],
)
def test_what_no_column_holds_is_refused(read: Callable[[str], Any], text: str) -> None:
    with pytest.raises(BadCursorError):
        read(text)


@pytest.mark.parametrize("text", ["0", "5|x|y", "99999999999|2026-11-22|2026-11-22T18:00:00+00:00"])
def test_the_place_of_a_case_is_three_things(text: str) -> None:
    with pytest.raises(BadCursorError):
        key_of(encode(text, uuid4()))
