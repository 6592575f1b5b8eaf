"""The demo as a user starts it: one process, embedded PostgreSQL, nothing installed."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
DEMO_PASSWORD = "marktplatz-zeitz"
START_SECONDS = 120


@asynccontextmanager
async def running_demo(*, seed: bool = False, port: int | None = None) -> AsyncIterator[str]:
    """Its address; stopped by Ctrl-C at the end, which must leave nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="market-demo-"))
    folder.chmod(0o755)
    chosen = port or free_port()
    log = folder / "out.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "onebox"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],  # noqa: TID251 -- passed on to our own process
                "PORT": str(chosen),
                "DEMO_DIR": str(folder / "demo"),
                "SEED": str(seed).lower(),
                "PYTHONUNBUFFERED": "1",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        await _until_open(process, log)
        yield f"http://127.0.0.1:{chosen}"
    finally:
        process.send_signal(signal.SIGINT)
        code = await asyncio.to_thread(process.wait, 30)
        text = log.read_text()
        shutil.rmtree(folder, ignore_errors=True)
        assert code == 0, text[-4000:]


async def _until_open(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """The welcome is printed when everything answers."""
    async with asyncio.timeout(START_SECONDS):
        while b"The market is open" not in log.read_bytes():
            assert process.poll() is None, log.read_text()[-4000:]
            await asyncio.sleep(0.1)
