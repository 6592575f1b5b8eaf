"""Writes generated files, or with `--check` tells which ones no longer match the code."""

import difflib
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHOWN_LINES = 12


def write_or_check(files: Mapping[Path, str]) -> int:
    if "--check" not in sys.argv:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            print(f"  {path.relative_to(ROOT)}")
        return 0
    stale = [path for path, text in files.items() if _stored(path) != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} does not match the code: run `make docs`")
        change = difflib.unified_diff(
            _stored(path).splitlines(), files[path].splitlines(), "stored", "now", lineterm="", n=0
        )
        print("\n".join(line[:160] for line, _ in zip(change, range(SHOWN_LINES), strict=False)))
    return 1 if stale else 0


def _stored(path: Path) -> str:
    return path.read_text() if path.exists() else ""
