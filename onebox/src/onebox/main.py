"""`python -m onebox` runs the whole market; `python -m onebox reset` deletes its data."""

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from pydantic import ValidationError

from onebox import memory, postgres, web
from onebox.home import Home
from onebox.say import StartError, line, step
from onebox.settings import OneboxSettings

STOPPED_BY_PERSON = 130


def main() -> int:
    try:
        settings = OneboxSettings()
        home = Home(settings.demo_dir)
        if sys.argv[1:] == ["reset"]:
            return reset(home)
        with quietly_ended_by_signals():
            return run(settings, home)
    except ValidationError as error:
        for problem in error.errors():
            name = ".".join(map(str, problem["loc"])).upper()
            sys.stderr.write(f"{name}={problem['input']}: {problem['msg']}\n")
    except StartError as error:
        sys.stderr.write(f"\n{error}\n")
    except PermissionError as error:
        sys.stderr.write(f"\n{error.filename} belongs to another user: who ran the demo before?\n")
    except KeyboardInterrupt:
        return STOPPED_BY_PERSON
    return 1


def run(settings: OneboxSettings, home: Home) -> int:
    """Start PostgreSQL, then everything else around it, until somebody stops it."""
    memory.use_sparingly()
    address = f"http://{web.HOST}:{settings.port}"
    with home.occupied(address), web.reserve(settings.port) as door:
        line(f"The market of the region starts on {address}")
        home.make()
        server = postgres.start(home.postgres)
        try:
            with step("Starting PostgreSQL and loading the services"):
                serve = _load()  # PostgreSQL starts meanwhile
                server.wait_until_ready()
            serve(settings, home, server, door)
        finally:
            server.stop()
    line("Stopped. `make demo` continues where you left; `make demo-reset` starts afresh.")
    return 0


def reset(home: Home) -> int:
    if home.folder.exists():
        with home.occupied("being reset"):
            home.delete()
    line("The demo's data is deleted; `make demo` starts afresh.")
    return 0


def _load() -> Callable[[OneboxSettings, Home, postgres.Server, socket.socket], None]:
    """Import the services now, not at the top: it takes a second that PostgreSQL can use too."""
    import uvloop  # noqa: PLC0415 - see above

    from onebox.market import run_until_stopped  # noqa: PLC0415 - see above

    def serve(
        settings: OneboxSettings, home: Home, server: postgres.Server, door: socket.socket
    ) -> None:
        uvloop.run(run_until_stopped(settings, home, server, door))

    return serve


@contextmanager
def quietly_ended_by_signals() -> Iterator[None]:
    """Until the event loop listens, `kill` and a closed terminal end the demo like Ctrl-C."""

    def end(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    # A shell starts background jobs with Ctrl-C ignored; whoever sends it on purpose means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield


if __name__ == "__main__":
    sys.exit(main())
