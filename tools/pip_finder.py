"""Finds a pip to start with, also where Debian's Python comes without one."""

from __future__ import annotations

import configparser
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable

SYSTEM_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
)
DEBIAN_WHEELS = "usr/share/python-wheels"
DEBIAN_PACKAGE = "python3-pip-whl"


class NoPipError(Exception):
    """Nothing on this machine can fetch a Python package."""


def find_pip(workspace: Path, say: Callable[[str], None]) -> list[str]:
    """The command that runs pip: installed, bundled with Python, or unpacked from Debian."""
    installed = importlib.util.find_spec("pip")
    if installed and installed.origin:
        return [sys.executable, "-m", "pip"]
    wheel = bundled_wheel() or debian_wheel(workspace / "pip", say)
    if not wheel:
        message = "This Python has no pip, and none could be had. On Debian or Ubuntu: "
        raise NoPipError(message + "`apt-get install python3-venv`, then run this again.")
    return [sys.executable, str(wheel / "pip")]  # a wheel is a runnable archive


def bundled_wheel() -> Path | None:
    ensurepip = importlib.util.find_spec("ensurepip")
    inside = Path(ensurepip.origin).parent / "_bundled" if ensurepip and ensurepip.origin else None
    return (inside and pip_in(inside)) or pip_in(Path("/") / DEBIAN_WHEELS)


def pip_in(folder: Path) -> Path | None:
    return next(iter(sorted(folder.glob("pip-*.whl"))), None)


def debian_wheel(folder: Path, say: Callable[[str], None]) -> Path | None:
    """`apt-get download` needs no root and installs nothing; it only fetches the archive."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    if not pip_in(folder / DEBIAN_WHEELS):
        say("This Python has no pip; unpacking Debian's into .tools")
        folder.mkdir(parents=True, exist_ok=True)
        if not apt(folder, "download", DEBIAN_PACKAGE):
            # A fresh machine may have no package lists yet: then fetch some into our own folder.
            own = own_apt_folders(folder / "apt")
            apt(folder, *own, "update")
            apt(folder, *own, "download", DEBIAN_PACKAGE)
        for archive in folder.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=False)
            archive.unlink()
        shutil.rmtree(folder / "apt", ignore_errors=True)
    return pip_in(folder / DEBIAN_WHEELS)


def apt(folder: Path, *arguments: str) -> bool:
    command = ["apt-get", "-qq", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    return done.returncode == 0


def own_apt_folders(home: Path) -> list[str]:
    (home / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    (home / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
    folders = {"Dir::State::Lists": home / "lists", "Dir::Cache": home / "cache"}
    options = [f"{name}={path}" for name, path in folders.items()]
    # apt drops to a user of its own for downloads, who may not write here.
    options.append("APT::Sandbox::User=root")
    return [part for option in options for part in ("-o", option)]


def client_environment() -> dict[str, str]:
    """What pip and uv shall know: the machine's certificates, and pip's settings for uv too."""
    environment = dict(os.environ, PIP_ROOT_USER_ACTION="ignore")
    system = next((path for path in SYSTEM_CERTIFICATES if Path(path).is_file()), None)
    if system:
        environment.setdefault("PIP_CERT", system)
        environment.setdefault("UV_SYSTEM_CERTS", "true")
    index = environment.get("PIP_INDEX_URL") or configured_index()
    if index and "UV_INDEX_URL" not in environment:
        environment.setdefault("UV_DEFAULT_INDEX", index)
    return environment


def configured_index() -> str | None:
    """uv does not read pip.conf, where companies name their mirror."""
    home = Path(os.environ.get("HOME") or "/nonexistent")
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    named = os.environ.get("PIP_CONFIG_FILE")
    files = [Path("/etc/pip.conf"), settings / "pip/pip.conf", home / ".pip/pip.conf"]
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read([*files, *([named] if named else [])])
    except configparser.Error:
        return None
    return parser.get("global", "index-url", fallback=None)
