"""Templates that contradict each other are refused when the service starts."""

from pathlib import Path

import pytest
from catalog.files.legal import LegalError, load_legal
from pydantic import ValidationError

_KINDS = ("imprint", "terms", "withdrawal", "platform")


def a_region(folder: Path, **more: str) -> Path:
    legal = folder / "legal"
    legal.mkdir()
    (legal / "market.yaml").write_text("name: Markt\n")
    for kind in _KINDS:
        (legal / f"{kind}.txt").write_text(a_text(kind))
    for name, text in more.items():
        (legal / f"{name}.txt").write_text(text)
    return folder


def a_text(kind: str, valid_from: str = "2026-06-19", more: str = "") -> str:
    return (
        f"kind: {kind}\nversion: 1\ntitle: T\nvalid_from: {valid_from}\nsource: x\n{more}---\nX\n"
    )


def test_a_folder_that_is_whole(tmp_path: Path) -> None:
    found = load_legal(a_region(tmp_path))

    assert sorted(one.kind for one in found.templates) == sorted(_KINDS)
    assert found.templates[0].text == "X\n"


@pytest.mark.parametrize(
    "text",
    [
        a_text("poem"),
        a_text("terms"),
        a_text("platform", "2026-12-01"),
        a_text("platform", "2026-12-01", "announced: 2026-11-20\n"),
    ],
    ids=["unknown kind", "two begin at once", "not announced", "announced too late"],
)
def test_a_contradiction_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(LegalError):
        load_legal(a_region(tmp_path, another=text))


def test_a_head_that_lacks_something_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        load_legal(a_region(tmp_path, another="kind: terms\n---\nX\n"))
