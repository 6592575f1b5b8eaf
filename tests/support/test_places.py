"""Where a database server of the tests keeps its files."""

import os
from pathlib import Path

import pytest

from tests.support import servers

NOBODY = 2**22 + 1
"""More than Linux gives to any process."""


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(servers, "MEMORY", tmp_path)
    monkeypatch.setattr(servers, "MEMORY_NEEDED", 1)
    return tmp_path


def a_server(memory: Path, note: str) -> Path:
    folder = memory / f"market-pg-{note}"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "postmaster.pid").write_text(note and f"{note}\n{folder}/data\n")
    return folder


def test_in_memory_where_there_is_room_else_on_disk(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert servers._place() == memory

    monkeypatch.setattr(servers, "MEMORY_NEEDED", 2**62)
    assert servers._place() == servers.DISK
    monkeypatch.setattr(servers, "MEMORY", memory / "none")
    assert servers._place() == servers.DISK


def test_what_killed_runs_left_goes_and_what_runs_stays(memory: Path) -> None:
    dead, alive = a_server(memory, str(NOBODY)), a_server(memory, str(os.getpid()))
    about_to_start = a_server(memory, "")

    servers._place()

    assert not dead.exists()
    assert alive.exists()
    assert about_to_start.exists()
