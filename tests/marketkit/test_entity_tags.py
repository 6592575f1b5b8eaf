"""Who holds an answer may say so in any way that RFC 9110 knows."""

import pytest
from marketkit.entity_tags import is_held


@pytest.mark.parametrize("tag", ['W/"a"', '"a"'])
@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (None, False),
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"ab"', False),
        ("", False),
    ],
)
def test_a_tag_is_recognised(tag: str, asked: str | None, *, held: bool) -> None:
    assert is_held(asked, tag) is held
