"""Starts and stops the demo's PostgreSQL as a child of this process."""

import contextlib
import ctypes
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from onebox.postgres.place import Place, choose
from onebox.say import StartError

SUPERUSER = "postgres"
STARTS_WITHIN = 60.0
STOPS_WITHIN = 10.0
PR_SET_PDEATHSIG = 1

# Small and quiet: one person looks at the demo. `synchronous_commit=off` may lose the last
# half second after a power cut, never consistency.
CONFIGURATION = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "32MB",
    "synchronous_commit": "off",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum_max_workers": "1",
    "autovacuum_worker_slots": "1",
    "max_worker_processes": "1",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",
    "jit": "off",
    "huge_pages": "off",
    "log_min_messages": "warning",
}


@dataclass
class Server:
    """A running PostgreSQL; `url("orders")` is the address of one database in it."""

    place: Place
    process: subprocess.Popen[bytes]
    fresh: bool = field(default=False)
    """Whether the cluster was made just now."""

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{SUPERUSER}@/{database}?host={self.place.sockets}"

    def wait_until_ready(self) -> None:
        """Return when connections are taken. Raises StartError with the log's last lines."""
        deadline = time.monotonic() + STARTS_WITHIN
        while not _says_ready(self.place.data / "postmaster.pid", self.process.pid):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.02)
            if self.process.returncode is not None or time.monotonic() > deadline:
                self.stop()
                raise StartError("PostgreSQL did not start:\n" + _last_lines(self.place.log))

    def stop(self) -> None:
        """Roll back what runs, write a checkpoint, leave no process."""
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.process.poll() is not None:
                return
            self.process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(STOPS_WITHIN)


def start(home: Path) -> Server:
    """Begin starting; call `wait_until_ready` before the first connection."""
    place = choose(home)
    place.own(place.data)
    place.own(place.sockets)
    _end_leftover(place.data / "postmaster.pid")
    fresh = not (place.data / "PG_VERSION").exists()
    if fresh:
        _make_cluster(place)
    options = [f"-c{name}={value}" for name, value in CONFIGURATION.items()]
    with place.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own programs and options
            [place.programs / "postgres", "-D", place.data, "-k", place.sockets, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=place.data,
            # Ctrl-C in the terminal must reach the market first: it still needs its database.
            start_new_session=True,
            # Safe here: the only thread there is, and nothing but one system call.
            preexec_fn=_follow_parent,  # noqa: PLW1509
            **_identity(place),
        )
    return Server(place, process, fresh)


def _make_cluster(place: Place) -> None:
    # The built-in locale needs nothing of the machine and sorts alike everywhere.
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    rules = ["--auth=trust", "--encoding=UTF8", "--no-sync", f"--username={SUPERUSER}"]
    done = subprocess.run(  # noqa: S603 - our own program and options
        [place.programs / "initdb", "-D", place.data, *rules, *locale],
        capture_output=True,
        cwd=place.data,
        check=False,
        **_identity(place),
    )
    if done.returncode:
        raise StartError("PostgreSQL's initdb failed:\n" + done.stderr.decode(errors="replace"))


def _identity(place: Place) -> dict[str, Any]:
    if place.user is None:
        return {}
    return {"user": place.user.pw_uid, "group": place.user.pw_gid, "extra_groups": []}


def _follow_parent() -> None:
    """Linux ends the server when the demo dies without a word (kill -9)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _end_leftover(pid_file: Path) -> None:
    """A server that a killed demo left behind, or one that is still shutting down."""
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
        leftover = psutil.Process(int(pid_file.read_text().splitlines()[0]))
        if leftover.name() == "postgres":
            leftover.send_signal(signal.SIGINT)
            leftover.wait(STOPS_WITHIN)


def _says_ready(pid_file: Path, pid: int) -> bool:
    """PostgreSQL keeps its pid file's last line up to date with its state."""
    try:
        lines = pid_file.read_text().split()
    except FileNotFoundError:
        return False
    return bool(lines) and lines[0] == str(pid) and lines[-1] == "ready"


def _last_lines(log: Path, count: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
