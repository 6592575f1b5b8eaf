"""docker-compose.yml hands every program settings that it knows, and all that it needs."""

import importlib
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from gateway.identity.signing_keys import signers
from marketkit.yaml_file import read_yaml
from onebox.seed.__main__ import choices
from pydantic import SecretStr

from tests.architecture.settings_classes import settings_class

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("catalog", "orders", "search", "gateway")
VARIABLE = re.compile(r"\$\{([A-Z_]+)(:?[-?][^}]*)?\}")


@cache
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(ROOT / "docker-compose.yml")
    return loaded


def services(*, of: str) -> dict[str, dict[str, Any]]:
    return {
        name: service
        for name, service in compose()["services"].items()
        if service["image"] == f"market/{of}"
    }


def variables(program: str) -> set[str]:
    prefix = settings_class(program).model_config.get("env_prefix", "")
    return {f"{prefix}{name}".upper() for name in settings_class(program).model_fields}


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_variable_is_a_setting(program: str) -> None:
    given = {name for service in services(of=program).values() for name in service["environment"]}
    assert given <= variables(program)


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_required_setting_is_given(program: str) -> None:
    settings = settings_class(program)
    prefix = settings.model_config.get("env_prefix", "")
    needed = {
        f"{prefix}{name}".upper()
        for name, field in settings.model_fields.items()
        if field.is_required()
    }
    for name, service in services(of=program).items():
        assert needed <= set(service["environment"]), name


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_has_app_worker_and_migration(program: str) -> None:
    names = {program, f"{program}-worker", f"{program}-migrate"}
    assert names <= set(services(of=program))
    assert "build" in compose()["services"][program]


@pytest.mark.parametrize("program", PROGRAMS)
def test_commands_name_what_exists(program: str) -> None:
    for name, service in services(of=program).items():
        command = service["command"]
        if command[0] == "uvicorn":
            module, factory = command[2].split(":")
            assert callable(getattr(importlib.import_module(module), factory)), name
        else:
            assert command[:2] == ["python", "-m"], name
            assert importlib.util.find_spec(command[2]), name


def test_apps_and_workers_wait_for_their_migration() -> None:
    for program in PROGRAMS:
        for name, service in services(of=program).items():
            if name.endswith("-migrate") or name == "seed":
                continue
            assert f"{program}-migrate" in service["depends_on"], name


def test_the_seeder_is_told_who_signs_in() -> None:
    """The logins of the demo are nobody's here."""
    command = compose()["services"]["seed"]["command"][3:]
    given = vars(choices().parse_args([VARIABLE.sub("said", part) for part in command]))

    assert {name for name in given if "email" in name or "password" in name} == {
        name for name, value in given.items() if value == "said"
    }


def test_every_variable_without_a_default_is_in_the_example() -> None:
    used = VARIABLE.findall((ROOT / "docker-compose.yml").read_text())
    example = (ROOT / ".env.example").read_text()
    needed = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    optional = set(re.findall(r"^#([A-Z_]+)=", example, re.MULTILINE))
    assert {name for name, default in used if not default} <= needed
    assert needed | optional == {name for name, _ in used}


def test_no_secret_stands_in_the_repository() -> None:
    filled = re.findall(
        r"^#?\w*(?:PASSWORD|SECRETS?|KEYS?)=(.+)$",
        (ROOT / ".env.example").read_text(),
        re.MULTILINE,
    )
    assert filled == []


def test_invented_secrets_are_taken() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "deploy" / "invent_secrets.py"],
        capture_output=True,
        text=True,
        check=True,
    )
    values = dict(re.findall(r"^([A-Z_]+)=(.*)$", made.stdout, re.MULTILINE))

    keys = [SecretStr(key) for key in json.loads(values["GATEWAY_SIGNING_KEYS"])]
    assert all(values.values())
    assert len(values["GUEST_TOKEN_SECRET"]) >= 32
    assert len(values["LINK_SECRET"]) >= 32
    assert signers(keys)[0].jwk()["crv"] == "Ed25519"
