"""How much memory the demo uses, and how to need less."""

import contextlib
import ctypes
from dataclasses import dataclass

import psutil

# From malloc.h; glibc alone knows them.
M_TRIM_THRESHOLD, M_ARENA_MAX = -1, -8
FREE_BEFORE_RETURNED = 128 * 1024
ARENAS = 2


def use_sparingly() -> None:
    """Tell the allocator to share few pools between threads and to give free memory back.

    Each thread that hashes a password or writes the index would else keep a pool of its own:
    measured after the first order, a quarter less.
    """
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_ARENA_MAX, ARENAS)
        mallopt(M_TRIM_THRESHOLD, FREE_BEFORE_RETURNED)


@dataclass(frozen=True)
class Memory:
    """Bytes. `proportional` counts pages once that several processes share, as PostgreSQL's do."""

    resident: int
    proportional: int
    processes: int

    def __str__(self) -> str:
        mib = 1024 * 1024
        return (
            f"{self.proportional // mib} MB in {self.processes} processes "
            f"(resident, shared pages counted again: {self.resident // mib} MB)"
        )


def of_tree(pid: int) -> Memory:
    """The process and its descendants; needs the right to look at them."""
    root = psutil.Process(pid)
    parts = []
    for process in (root, *root.children(recursive=True)):
        try:
            parts.append(process.memory_full_info())
        except psutil.NoSuchProcess:
            continue
    return Memory(
        resident=sum(part.rss for part in parts),
        proportional=sum(part.pss for part in parts),
        processes=len(parts),
    )
