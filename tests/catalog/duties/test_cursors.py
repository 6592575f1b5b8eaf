"""A cursor of the lists of duties may come back as anything, also from strangers."""

import pytest
from catalog.queries.pages import encode
from marketkit.clock import new_id

from tests.catalog.duties.conftest import Office

_MOMENTS = ("gestern", "2026-11-22T18:00:00", "0001-01-01T00:00:00+14:00")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *(("/api/v1/recalls", moment) for moment in _MOMENTS),
        *(("/api/v1/moderation/cases", f"1|{moment}") for moment in _MOMENTS),
        ("/api/v1/moderation/cases", "99999999999|2026-11-22T18:00:00+00:00"),
        ("/api/v1/moderation/cases", "1"),
        ("/api/v1/moderation/takedowns", "gestern"),
    ],
)
async def test_a_cursor_that_is_not_ours_is_refused(office: Office, path: str, value: str) -> None:
    answer = await office.operator.get(path, query={"cursor": encode(value, new_id())})

    assert (answer.status, answer.json()["code"]) == (422, "bad_cursor")
    assert [error["field"] for error in answer.json()["errors"]] == ["cursor"]
