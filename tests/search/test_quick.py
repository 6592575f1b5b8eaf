"""The quick way of reading a query reads what the framework's way reads, or leaves it alone."""

import pytest
from search.http.quick import parameters_of


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (b"", {}),
        (b"q=brot", {"q": "brot"}),
        (b"q=br%C3%B6tchen+zeitz", {"q": "brötchen zeitz"}),
        (b"q=&category=&radius_km=", {}),
        (b"q=a&q=b", {"q": "b"}),
        (b"shop=eins&shop=zwei", {"shop": ["eins", "zwei"]}),
        (b"page=3&per_page=12&available=true", {"page": 3, "per_page": 12, "available": True}),
    ],
)
def test_what_is_valid_is_read(query: bytes, expected: dict[str, object]) -> None:
    read = parameters_of(query)

    assert read is not None
    for name, value in expected.items():
        assert getattr(read, name) == value
    assert read.model_dump(exclude_defaults=True).keys() <= {*expected, "category", "radius_km"}


@pytest.mark.parametrize(
    "query", [b"page=0", b"page=x", b"colour=red", b"sort=dearest", b"q=" + b"a" * 201, b"\xff"]
)
def test_what_is_not_is_left_to_the_framework(query: bytes) -> None:
    assert parameters_of(query) is None
