"""Links in the documents lead somewhere, and what they name exists."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)#:]*)(?:#([^)]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
NO_ANCHOR = re.compile(r"[^\w\- ]")
MAKE = re.compile(r"`(?:[A-Z_]+=\S+ )?make ([a-z-]+)")
MODULE = re.compile(r"\bpython3? -m ([\w.]+)")
FOLDER = re.compile(r"^\| (`[\w/-]+`(?:, `[\w/-]+`)*) \|", re.MULTILINE)
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
BRANCHES = ("docs", "services", "marketkit", "gateway", "onebox", "deploy", "regions", "tools")

DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *(found for name in BRANCHES for found in sorted((ROOT / name).rglob("*.md"))),
]
every_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def anchors(document: Path) -> set[str]:
    """As GitHub makes them from headings."""
    headings = HEADING.findall(document.read_text())
    return {NO_ANCHOR.sub("", heading.lower()).replace(" ", "-") for heading in headings}


@every_document
def test_links_lead_somewhere(document: Path) -> None:
    missing = []
    for link, anchor in LINK.findall(document.read_text()):
        target = document.parent / link if link else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(f"{link}#{anchor}")
    assert not missing


@every_document
def test_commands_exist(document: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))
    assert set(MAKE.findall(document.read_text())) <= targets


@every_document
def test_programs_exist(document: Path) -> None:
    named = set(MODULE.findall(document.read_text()))
    assert not {name for name in named if importlib.util.find_spec(name) is None}


def test_the_folders_of_the_readme_exist() -> None:
    rows = FOLDER.findall((ROOT / "README.md").read_text())
    folders = [name.strip("`") for row in rows for name in row.split(", ")]
    assert len(folders) >= 10
    assert not [name for name in folders if not (ROOT / name).is_dir()]


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text()
    silent = [line for line in makefile.splitlines() if TARGET.match(line) and " ## " not in line]
    assert not silent
