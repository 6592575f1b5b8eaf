"""Hours of pickup points in the reader's words."""

import pytest
from gateway.presenters.osm_hours import spoken

SHORT = {"day.short.we": "Mi", "day.short.th": "Do", "day.short.mo": "Mo", "day.short.su": "So"}


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("We 16:00-18:00; Th 09:00-11:00", "Mi 16:00~18:00, Do 09:00~11:00"),
        ("Mo-Su 06:00-22:00", "Mo~So 06:00~22:00"),
        ("", ""),
    ],
)
def test_days_have_their_names(hours: str, words: str) -> None:
    assert spoken(hours, SHORT.__getitem__) == words.replace("~", "\N{EN DASH}")
