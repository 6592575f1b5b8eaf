"""A log line can be written of everything, an unexpected error above all."""

import pytest
from marketkit.telemetry import line_writers


@pytest.mark.parametrize("environment", ["production", "demo", "test"])
def test_an_error_with_its_traceback_becomes_one_line(environment: str) -> None:
    entry = {"event": "unexpected_error", "password": "geheim", "exc_info": _an_error()}

    for write in line_writers(environment):
        entry = write(None, "error", entry)  # type: ignore[assignment]  # the last one gives text

    assert "unexpected_error" in str(entry)
    assert "no such shelf" in str(entry)
    assert "geheim" not in str(entry)
    assert "anna" not in str(entry)


def _an_error() -> Exception:
    """From among somebody's data."""
    customer = {"name": "anna"}
    try:
        assert customer
        raise KeyError("no such shelf")  # noqa: TRY301 -- for its traceback
    except KeyError as error:
        return error
