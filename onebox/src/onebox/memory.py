"""How much memory a process and all it started use."""

from dataclasses import dataclass

import psutil


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
