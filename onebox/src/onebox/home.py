"""The demo's folder: data, mailbox, pictures, secrets; and the promise that one demo runs in it."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from onebox.postgres.place import far_home, socket_fallback
from onebox.say import StartError


@dataclass(frozen=True)
class Home:
    """Paths below `.demo`."""

    folder: Path

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def mailbox(self) -> Path:
        return self.folder / "mailbox"

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def documents(self) -> Path:
        return self.folder / "documents"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.media.mkdir(exist_ok=True)
        self.index.mkdir(exist_ok=True)

    def secret(self, name: str, invent: Callable[[], str]) -> str:
        """The stored secret, invented the first time; the file is for its owner alone."""
        path = self.folder / "secrets.json"
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        if name not in known:
            known[name] = invent()
            fresh = path.with_suffix(".part")
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                json.dump(known, out, indent=1)
            fresh.rename(path)
        return known[name]

    @contextmanager
    def occupied(self, address: str) -> Iterator[None]:
        """Hold the folder. Raises StartError when another process does."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                message = f"The market already runs: {lock.read().strip() or 'still starting'}"
                raise StartError(message) from None
            lock.truncate(0)
            lock.write(f"{address} (process {os.getpid()})")
            lock.flush()
            yield
            lock.truncate(0)

    def delete(self) -> None:
        """Everything the demo ever wrote. Call it only while `occupied`."""
        for folder in (far_home(self.postgres.resolve()), socket_fallback(self.postgres.resolve())):
            shutil.rmtree(folder, ignore_errors=True)
        for path in self.folder.iterdir():
            if path.name == "lock":
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
