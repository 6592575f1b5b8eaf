"""Progress in plain words, one line a step."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def line(text: str = "") -> None:
    print(text, flush=True)  # noqa: T201 - this is what the person in front of the terminal reads


@contextmanager
def step(text: str) -> Iterator[None]:
    """`  Starting PostgreSQL … 0.6 s`; the time appears when the block is done."""
    sys.stdout.write(f"  {text} … ")
    sys.stdout.flush()
    began = time.perf_counter()
    try:
        yield
    except BaseException:
        line()
        raise
    line(f"{time.perf_counter() - began:.1f} s")


class StartError(Exception):
    """The demo cannot start; the message says what a person can do about it."""
