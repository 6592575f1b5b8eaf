"""What a person sees while the market fills."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Counting(Protocol):
    def done(self, shop: str) -> None:
        """One more product is where it belongs; `shop` is the last one touched."""
        ...


class Bar:
    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total, shop="")

    def done(self, shop: str) -> None:
        self._progress.update(self._task, advance=1, shop=shop)


@contextmanager
def shown(total: int, console: Console | None = None) -> Iterator[Bar]:
    columns = (
        TextColumn("  Filling the shelves"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[shop]}"),
    )
    with Progress(*columns, console=console, refresh_per_second=8) as progress:
        yield Bar(progress, total)
