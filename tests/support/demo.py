"""The demo as a user starts it: one process, embedded PostgreSQL, nothing installed."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.servers import neighbouring_ports

ROOT = Path(__file__).resolve().parents[2]
DEMO_PASSWORD = "marktplatz-zeitz"
START_SECONDS = 300


@dataclass(frozen=True)
class RunningDemo:
    base: str
    folder: Path
    pid: int
    seconds: float
    """From the command to the welcome."""


@asynccontextmanager
async def running_demo(
    *, seed: bool = False, port: int | None = None, folder: Path | None = None, keep: bool = False
) -> AsyncIterator[RunningDemo]:
    """Stopped by Ctrl-C at the end, which must leave nothing behind.

    `keep` leaves the folder for a second start, which is handed it as `folder`.
    """
    where = folder or Path(tempfile.mkdtemp(prefix="market-demo-"))
    where.chmod(0o755)
    chosen = port or neighbouring_ports()
    log = where / "out.log"
    started = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "onebox"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],  # noqa: TID251 -- passed on to our own process
                "PORT": str(chosen),
                "DEMO_DIR": str(where / "demo"),
                "SEED": str(seed).lower(),
                "PYTHONUNBUFFERED": "1",
                # Tests move the stand-in's clock.
                "STRIPE_STANDIN_CONTROL": "true",
            },
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        await _until_open(process, log)
        took = time.perf_counter() - started
        yield RunningDemo(f"http://127.0.0.1:{chosen}", where, process.pid, took)
    finally:
        process.send_signal(signal.SIGINT)
        code = await asyncio.to_thread(process.wait, 30)
        text = log.read_text()
        if not keep:
            shutil.rmtree(where, ignore_errors=True)
        assert code == 0, text[-4000:]


async def _until_open(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """The welcome is printed when everything answers."""
    async with asyncio.timeout(START_SECONDS):
        while b"The market is open" not in log.read_bytes():
            assert process.poll() is None, log.read_text()[-4000:]
            await asyncio.sleep(0.1)
