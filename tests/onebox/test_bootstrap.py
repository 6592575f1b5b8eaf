"""The installer's decisions; that it installs is shown by every run of this suite."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

from tools import bootstrap, pip_finder


def test_pip_settings_reach_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    configuration = tmp_path / "pip.conf"
    configuration.write_text("[global]\nindex-url = https://mirror.example/simple\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(configuration))

    assert pip_finder.client_environment()["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_an_explicit_index_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://one.example/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://two.example/simple")

    assert pip_finder.client_environment()["UV_DEFAULT_INDEX"] == "https://two.example/simple"


def test_a_wheel_is_taken_where_pip_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(pip_finder, "bundled_wheel", lambda: tmp_path / "pip-1-py3-none-any.whl")

    command = pip_finder.find_pip(tmp_path, print)

    assert command == [sys.executable, str(tmp_path / "pip-1-py3-none-any.whl" / "pip")]


def test_without_any_pip_a_person_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(pip_finder, "bundled_wheel", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    with pytest.raises(pip_finder.NoPipError, match="apt-get install python3-venv"):
        pip_finder.find_pip(tmp_path, print)


def test_the_development_set_serves_a_demo_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", tmp_path)
    bootstrap.stamp("dev").write_text(bootstrap.fingerprint("dev"))
    assert bootstrap.is_current("run")

    bootstrap.stamp("dev").write_text("of another lock")
    assert not bootstrap.is_current("run")
    assert not bootstrap.is_current("dev")
