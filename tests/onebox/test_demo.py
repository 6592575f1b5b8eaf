"""The whole demo as a person starts it: it opens, it refuses a twin, it leaves nothing behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from onebox import memory
from tests.support.servers import free_port

pytestmark = pytest.mark.slow


class Demo:
    """`python -m onebox` with a folder of its own and no example shops."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            **os.environ,  # noqa: TID251 - the child needs the same machine
            "DEMO_DIR": str(folder / ".demo"),
            "PORT": str(port),
            "SEED": "false",
        }

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            [sys.executable, "-m", "onebox"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def once(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "onebox", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def demo() -> Iterator[Demo]:
    folder = Path(tempfile.mkdtemp(prefix="market-demo-"))
    folder.chmod(0o755)
    yield Demo(folder, free_port())
    shutil.rmtree(folder)


def wait_until_open(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    shown = ""
    for line in process.stdout:
        shown += line
        if "Ctrl-C" in line:
            return shown
    pytest.fail(f"it ended instead of opening:\n{shown}")


def everything_started_by(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_opens_and_stops_without_leaving_a_process(demo: Demo, number: signal.Signals) -> None:
    with demo.running() as process:
        shown = wait_until_open(process)
        with urllib.request.urlopen(f"{demo.address}/health/ready", timeout=10) as answer:
            parts = json.load(answer)["parts"]
        started = everything_started_by(process)
        used = memory.of_tree(process.pid)
        process.send_signal(number)
        rest = process.communicate(timeout=30)[0]

    assert demo.address in shown
    assert all(parts.values())
    assert len(started) > 1
    assert 50 < used.proportional / 1024**2 < 350, str(used)
    assert process.returncode == 0, rest
    assert not psutil.wait_procs(started, timeout=5)[1]
    assert "Traceback" not in shown + rest


def test_a_second_one_is_told_about_the_first_and_a_reset_waits_for_its_end(demo: Demo) -> None:
    with demo.running() as process:
        wait_until_open(process)
        twin, reset = demo.once(), demo.once("reset")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)

    for refused in (twin, reset):
        assert refused.returncode == 1
        assert f"already runs: {demo.address}" in refused.stderr
    assert demo.once("reset").returncode == 0


def test_a_kill_in_the_middle_is_survived(demo: Demo) -> None:
    with demo.running() as process:
        wait_until_open(process)
        started = everything_started_by(process)
        process.kill()
    assert not psutil.wait_procs(started, timeout=20)[1]

    with demo.running() as process:
        wait_until_open(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_a_stop_while_it_starts_leaves_nothing_either(demo: Demo) -> None:
    with demo.running() as process:
        assert process.stdout
        assert "starts on" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=30)[0]

    leftovers = [
        found.info["cmdline"]
        for found in psutil.process_iter(["cmdline"])
        if demo.environment["DEMO_DIR"] in " ".join(found.info["cmdline"] or [])
    ]
    assert not leftovers
    assert "Traceback" not in rest


@pytest.mark.parametrize("port", ["0", "port", "65536"])
def test_a_port_that_is_none_is_named(demo: Demo, port: str) -> None:
    demo.environment["PORT"] = port
    refused = demo.once()

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"PORT={port}: ")
    assert "Traceback" not in refused.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
def test_a_folder_of_somebody_else_is_named(demo: Demo) -> None:
    folder = Path(demo.environment["DEMO_DIR"])
    folder.mkdir(mode=0o755)
    (folder / "lock").touch(mode=0o644)
    program = "import os, sys; from onebox.main import main; os.setuid(65534); sys.exit(main())"

    refused = subprocess.run(
        [sys.executable, "-c", program],
        env=demo.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert refused.stderr == f"\n{folder}/lock belongs to another user: who ran the demo before?\n"
