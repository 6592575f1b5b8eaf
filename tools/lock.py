"""Compiles requirements.lock and requirements-dev.lock; `--check` tells whether they are due.

The locks hold names, versions and hashes but no registry's address: they work behind any mirror.
Their first line carries a fingerprint of every declared dependency, so the check is offline.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from tools.bootstrap import LOCKS, MEMBERS, ROOT, uv
from tools.pip_finder import client_environment

MARK = "# Made by `make lock`, do not edit. Declared dependencies: sha256 "
FLAGS = ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header")


def main() -> int:
    declared = declarations()
    if "--check" in sys.argv:
        return check(fingerprint(declared))
    own = [f"--no-emit-package={name}" for name in declared["members"]]
    compile_lock(LOCKS["run"], declared, own)
    # The same versions in both: what is tested is what runs.
    compile_lock(LOCKS["dev"], declared, [*own, "--group=dev", f"--constraint={LOCKS['run']}"])
    return 0


def check(wanted: str) -> int:
    stale = [p.name for p in LOCKS.values() if p.read_text().split("\n", 1)[0] != MARK + wanted]
    for name in stale:
        print(f"{name} does not match the pyproject files: run `make lock`")
    return 1 if stale else 0


def declarations() -> dict[str, Any]:
    """Everything that decides what gets installed, from all pyproject files."""
    root = parsed(ROOT)
    projects = {member: parsed(ROOT / member) for member in MEMBERS}
    return {
        "members": [project["project"]["name"] for project in projects.values()],
        "python": root["project"]["requires-python"],
        "dev": root["dependency-groups"]["dev"],
        "run": {member: project["project"]["dependencies"] for member, project in projects.items()},
        # Members are installed without build isolation, so their build tool is locked too.
        "build": sorted({r for p in projects.values() for r in p["build-system"]["requires"]}),
    }


def parsed(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text())


def fingerprint(declared: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(declared, sort_keys=True).encode()).hexdigest()


def compile_lock(target: Path, declared: dict[str, Any], more: list[str]) -> None:
    upgrade = [argument for argument in sys.argv[1:] if argument.startswith("--upgrade")]
    members = [f"{member}/pyproject.toml" for member in MEMBERS]
    with tempfile.NamedTemporaryFile("w", suffix=".in") as build:
        build.write("\n".join(declared["build"]))
        build.flush()
        command: list[str | Path] = [uv(), "pip", "compile", "--quiet", *FLAGS, *upgrade, *more]
        command += ["--output-file", target, build.name, *members]
        environment = client_environment() | {"UV_PYTHON_DOWNLOADS": "never"}
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
    body = target.read_text()
    target.write_text(f"{MARK}{fingerprint(declared)}\n{body}")
    print(f"  {target.name}: {sum(line[:1].isalnum() for line in body.splitlines())} packages")


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
