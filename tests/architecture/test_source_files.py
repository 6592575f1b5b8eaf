"""House rules that no linter knows: what a file is called, how it begins, how long it gets."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("marketkit", "services", "gateway", "onebox", "deploy", "tools")
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "data", "info"}
LONGEST = 400
"""Lines; far above the aim of 100. Beyond it a file surely holds two ideas."""


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (
            path
            for path in sorted((ROOT / package).rglob("*.py"))
            if "node_modules" not in path.parts and ".venv" not in path.parts
        )


def shown(paths: list[Path]) -> str:
    return "\n".join(str(path.relative_to(ROOT)) for path in paths)


def test_every_module_says_in_one_sentence_what_it_is() -> None:
    silent = [path for path in sources() if path.stat().st_size and not _docstring(path)]
    assert not silent, shown(silent)


def test_no_file_has_a_name_that_fits_anything() -> None:
    vague = [path for path in sources() if path.stem in VAGUE_NAMES]
    assert not vague, shown(vague)


def test_no_file_outgrows_one_idea() -> None:
    # Migrations are history: one of them may create many tables.
    long = [
        path
        for path in sources()
        if "versions" not in path.parts and len(path.read_text().splitlines()) > LONGEST
    ]
    assert not long, shown(long)


def test_environment_variables_are_read_by_settings_only() -> None:
    readers = [path for path in sources() if "tools" not in path.parts and _reads_environment(path)]
    assert not readers, shown(readers)


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=str)
def test_a_decision_has_its_three_parts(path: Path) -> None:
    headings = [line for line in path.read_text().splitlines() if line.startswith("#")]
    assert headings[0].startswith(f"# {int(path.name[:4])}. ")
    assert headings[1:] == ["## Context", "## Decision", "## Consequences"]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text()))


def _reads_environment(path: Path) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in {"environ", "getenv"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        for node in ast.walk(ast.parse(path.read_text()))
    )
