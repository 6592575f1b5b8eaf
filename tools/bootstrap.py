"""Makes .venv from the locked requirements; needs nothing but a bare Python 3.11 or newer.

    python3 tools/bootstrap.py          what the market needs to run
    python3 tools/bootstrap.py --dev    that, and what its tests and checks need
    python3 tools/bootstrap.py --uv     only the installer itself (used by `make lock`)

Written for the standard library of old Pythons too, so that those get a sentence instead of a
traceback. A second run compares one fingerprint and is done in a blink.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.pip_finder import NoPipError, client_environment, find_pip

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
UV_REQUIREMENT = ROOT / "tools" / "uv.txt"
MEMBERS = (
    "marketkit",
    "services/catalog",
    "services/orders",
    "services/search",
    "gateway",
    "deploy/stripe-standin",
    "onebox",
)
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
OLDEST = (3, 11)


def main() -> int:
    use_a_new_enough_python()
    wanted = "dev" if "--dev" in sys.argv else "run"
    try:
        if "--uv" in sys.argv:
            uv()
        elif not is_current(wanted):
            with one_at_a_time():
                install(wanted)
    except NoPipError as problem:
        return fail(str(problem))
    except subprocess.CalledProcessError as problem:
        shown = " ".join(str(part) for part in problem.cmd[:4])
        return fail(f"`{shown} …` failed (see above). Run the same command again to continue.")
    return 0


def use_a_new_enough_python() -> None:
    if sys.version_info >= OLDEST:
        return
    for minor in (13, 12, 11, 14):
        other = shutil.which(f"python3.{minor}")
        if other:
            os.execv(other, [other, *sys.argv])  # noqa: S606 - the same script, a newer Python
    version = ".".join(map(str, sys.version_info[:3]))
    advice = "`make demo PYTHON=/path/to/python3.12` takes another one."
    sys.exit(fail(f"Python 3.11 or newer is needed; this is {version}. {advice}"))


def is_current(wanted: str) -> bool:
    """The development set holds the running set, so it serves both."""
    if not VENV_PYTHON.exists():
        return False
    have = stamp("dev").is_file() and stamp("dev").read_text() == fingerprint("dev")
    if wanted == "dev" or have:
        return have
    return stamp("run").is_file() and stamp("run").read_text() == fingerprint("run")


def stamp(kind: str) -> Path:
    return VENV / f".installed-{kind}"


def fingerprint(kind: str) -> str:
    """Changes with the lock, any pyproject, or the folder (editable installs name it)."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (LOCKS[kind], *(ROOT / member / "pyproject.toml" for member in MEMBERS)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def install(wanted: str) -> None:
    if is_current(wanted):  # somebody else did it while we waited
        return
    kind = "dev" if stamp("dev").exists() else wanted
    installer = uv()
    if not VENV_PYTHON.exists():
        say("Making the virtual environment .venv")
        run(installer, "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
    for old in ("run", "dev"):
        stamp(old).unlink(missing_ok=True)
    count = LOCKS[kind].read_text().count(" --hash=") and sum(
        1 for line in LOCKS[kind].read_text().splitlines() if line[:1].isalnum()
    )
    say(f"Installing {count} locked packages into .venv (the first time downloads them)")
    target = ("--python", VENV_PYTHON)
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    run(installer, "pip", "sync", *quiet, *target, "--require-hashes", LOCKS[kind])
    say("Installing the market's own packages")
    editable = [part for member in MEMBERS for part in ("--editable", ROOT / member)]
    alone = ("--no-deps", "--no-build-isolation", "--quiet")
    run(installer, "pip", "install", *target, *alone, *editable)
    stamp(kind).write_text(fingerprint(kind))


def uv() -> Path:
    """The pinned uv inside the checkout, verified by the hashes in tools/uv.txt."""
    version = UV_REQUIREMENT.read_text().split("uv==")[1].split()[0]
    home = TOOLS / f"uv-{version}"
    program = home / "bin" / "uv"
    if program.is_file():
        return program
    pip = find_pip(TOOLS, say)
    say(f"Fetching uv {version}, the package installer, into .tools")
    fresh = TOOLS / f"uv-{version}.part"
    shutil.rmtree(fresh, ignore_errors=True)
    options = ("--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes")
    unasked = ("--disable-pip-version-check", "--no-cache-dir", "--no-warn-script-location")
    run(*pip, "install", *options, *unasked, "--target", fresh, "-r", UV_REQUIREMENT)
    shutil.rmtree(home, ignore_errors=True)
    fresh.rename(home)
    return program


def run(*command: object) -> None:
    environment = client_environment()
    # Inside the checkout, so that deleting the folder removes everything.
    environment.setdefault("UV_CACHE_DIR", str(TOOLS / "cache"))
    environment["UV_PYTHON_DOWNLOADS"] = "never"
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, env=environment)


class one_at_a_time:  # noqa: N801 - reads as a phrase
    """Two `make` at once: the second waits for the first."""

    def __enter__(self) -> None:
        TOOLS.mkdir(exist_ok=True)
        self.file = (TOOLS / "lock").open("w")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another installation is under way; waiting for it")
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


def say(sentence: str) -> None:
    print(f"  {sentence} …", flush=True)


def fail(sentence: str) -> int:
    print(f"\n{sentence}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
