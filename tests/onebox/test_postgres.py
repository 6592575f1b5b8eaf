"""The embedded PostgreSQL: starts anywhere, comes back, leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest
from onebox.postgres import place
from onebox.say import StartError

from onebox import postgres

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="about root's way of running PostgreSQL")


@pytest.fixture
def home() -> Iterator[Path]:
    """Like a checkout that anybody may enter; pytest's own folders are for their owner alone."""
    folder = Path(tempfile.mkdtemp(prefix="market-home-"))
    folder.chmod(0o755)
    yield folder / "postgres"
    shutil.rmtree(folder)


async def ask(server: postgres.Server, question: str) -> object:
    connection = await asyncpg.connect(server.url())
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_what_was_written_is_there_after_a_restart(home: Path) -> None:
    first = postgres.start(home)
    first.wait_until_ready()
    await ask(first, "CREATE TABLE kept AS SELECT 'Brötchen' AS what")
    first.stop()
    second = postgres.start(home)
    second.wait_until_ready()

    assert (first.fresh, second.fresh) == (True, False)
    assert await ask(second, "SELECT what FROM kept") == "Brötchen"
    second.stop()
    assert second.process.returncode == 0


async def test_a_path_too_long_for_sockets_gets_a_short_one(home: Path) -> None:
    long_home = home.parent / ("x" * 100) / "postgres"

    server = postgres.start(long_home)
    server.wait_until_ready()
    try:
        assert len(bytes(server.place.sockets)) <= place.LONGEST_SOCKET_FOLDER
        assert await ask(server, "SELECT 1") == 1
    finally:
        server.stop()
        shutil.rmtree(place.far_home(long_home), ignore_errors=True)
        shutil.rmtree(place.socket_fallback(long_home), ignore_errors=True)


@AS_ROOT
async def test_root_gets_another_folder_where_the_server_cannot_enter(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    server = postgres.start(closed / "postgres")
    server.wait_until_ready()
    try:
        assert server.place.home == place.far_home(closed / "postgres")
        assert psutil.Process(server.process.pid).uids().real != 0
        assert await ask(server, "SELECT 1") == 1
    finally:
        server.stop()
        shutil.rmtree(server.place.home)


@AS_ROOT
def test_programs_out_of_reach_are_copied(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = place.copy_of_programs(place.bundled_programs(), home.parent / "hidden")
    (home.parent / "hidden").chmod(0o700)
    monkeypatch.setattr(place, "bundled_programs", lambda: hidden)

    server = postgres.start(home)
    server.wait_until_ready()
    server.stop()

    assert server.place.programs.is_relative_to(home / "programs")


def test_a_killed_demo_takes_its_database_along(home: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from onebox import postgres;"
        "s = postgres.start(Path(sys.argv[1])); s.wait_until_ready();"
        "print(s.process.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as demo:
        assert demo.stdout
        server = psutil.Process(int(demo.stdout.readline()))
        demo.send_signal(signal.SIGKILL)

    psutil.wait_procs([server], timeout=20)
    assert not server.is_running()


async def test_a_server_left_running_is_ended_first(home: Path) -> None:
    leftover = postgres.start(home)
    leftover.wait_until_ready()

    server = postgres.start(home)
    server.wait_until_ready()

    assert leftover.process.wait(10) == 0
    assert await ask(server, "SELECT 1") == 1
    server.stop()


def test_a_start_that_fails_says_why(home: Path) -> None:
    first = postgres.start(home)
    first.wait_until_ready()
    first.stop()
    (first.place.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(StartError, match="incompatible with server"):
        postgres.start(home).wait_until_ready()


def test_a_link_in_place_of_the_socket_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "run").symlink_to(tmp_path / "elsewhere")
    somewhere = place.Place(tmp_path, place.bundled_programs(), tmp_path / "run", None)

    with pytest.raises(StartError, match="is a link"):
        somewhere.own(somewhere.sockets)
