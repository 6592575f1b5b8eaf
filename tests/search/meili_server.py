"""A Meilisearch of our own on a loopback port, which tests may kill and start again."""

import contextlib
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

from tests.support.servers import free_port

START_SECONDS = 20
_PAUSE = Event()


@dataclass
class MeiliServer:
    """One process with its own data folder."""

    binary: str
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    indexing_memory: str = "256MiB"
    indexing_threads: int = 1

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        arguments = [
            *("--no-analytics", "--env", "development"),
            *("--http-addr", f"127.0.0.1:{self.port}"),
            *("--db-path", str(self.folder / "db"), "--dump-dir", str(self.folder / "dumps")),
            *("--max-indexing-memory", self.indexing_memory),
            *("--max-indexing-threads", str(self.indexing_threads)),
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.binary, *arguments], stdout=log, stderr=log, cwd=self.folder
            )
        self._wait_until_up()

    def kill(self) -> None:
        """As if the power went."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def forget(self) -> None:
        """As if its volume was lost."""
        shutil.rmtree(self.folder / "db")

    def _wait_until_up(self) -> None:
        deadline = monotonic() + START_SECONDS
        while monotonic() < deadline:
            with (
                contextlib.suppress(urllib.error.URLError, OSError),
                urllib.request.urlopen(f"{self.url}/health", timeout=1),
            ):
                return
            _PAUSE.wait(0.05)
        raise TimeoutError((self.folder / "log").read_text())


@contextmanager
def meili_server(
    binary: str, *, indexing_memory: str = "256MiB", indexing_threads: int = 1
) -> Iterator[MeiliServer]:
    folder = Path(tempfile.mkdtemp(prefix="market-meili-", dir="/tmp"))
    server = MeiliServer(
        binary,
        folder,
        free_port(),
        indexing_memory=indexing_memory,
        indexing_threads=indexing_threads,
    )
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)
