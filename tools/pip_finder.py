"""Finds a pip to start with, also where Debian's Python comes without one."""

import configparser
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

SYSTEM_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
)
DEBIAN_WHEELS = "/usr/share/python-wheels/pip-*.whl"
DEBIAN_PACKAGE = "python3-pip-whl"


class NoPipError(Exception):
    """Nothing on this machine can fetch a Python package."""


def find_pip(workspace, say):
    """The command that runs pip: installed, bundled with Python, or unpacked from Debian."""
    installed = importlib.util.find_spec("pip")
    if installed and installed.origin:
        return [sys.executable, "-m", "pip"]
    wheel = bundled_wheel() or debian_wheel(Path(workspace) / "pip", say)
    if not wheel:
        message = "This Python has no pip, and none could be had. On Debian or Ubuntu: "
        raise NoPipError(message + "`apt-get install python3-venv`, then run this again.")
    return [sys.executable, str(Path(wheel) / "pip")]  # a wheel is a runnable archive


def bundled_wheel():
    ensurepip = importlib.util.find_spec("ensurepip")
    places = [DEBIAN_WHEELS]
    if ensurepip and ensurepip.origin:
        places.insert(0, str(Path(ensurepip.origin).parent / "_bundled" / "pip-*.whl"))
    return next((found for place in places for found in sorted(glob.glob(place))), None)


def debian_wheel(folder, say):
    """`apt-get download` needs no root and installs nothing; it only fetches the archive."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    say("This Python has no pip; unpacking Debian's into .tools")
    pattern = str(folder / "usr/share/python-wheels/pip-*.whl")
    if not glob.glob(pattern):
        folder.mkdir(parents=True, exist_ok=True)
        # A fresh machine may have no package lists yet: then fetch some into our own folder.
        if not apt(folder, []):
            own = own_apt_folders(folder / "apt")
            apt(folder, own, "update")
            apt(folder, own)
        for archive in folder.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=False)
            archive.unlink()
        shutil.rmtree(folder / "apt", ignore_errors=True)
    return next(iter(sorted(glob.glob(pattern))), None)


def apt(folder, options, *verb):
    command = ["apt-get", "-qq", *options, *(verb or ("download", DEBIAN_PACKAGE))]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    return done.returncode == 0


def own_apt_folders(home):
    (home / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    (home / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
    folders = {"Dir::State::Lists": home / "lists", "Dir::Cache": home / "cache"}
    options = [f"{name}={path}" for name, path in folders.items()]
    # apt drops to a user of its own for downloads, who may not write here.
    options.append("APT::Sandbox::User=root")
    return [part for option in options for part in ("-o", option)]


def client_environment():
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


def configured_index():
    """uv does not read pip.conf, where companies name their mirror."""
    home = Path(os.environ.get("HOME") or "/nonexistent")
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    files = ["/etc/pip.conf", settings / "pip/pip.conf", home / ".pip/pip.conf"]
    files.append(os.environ.get("PIP_CONFIG_FILE", ""))
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read([path for path in files if path])
    except configparser.Error:
        return None
    return parser.get("global", "index-url", fallback=None)
