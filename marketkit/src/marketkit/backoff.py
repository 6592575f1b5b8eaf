"""How long to wait before trying again what failed outside."""

from datetime import timedelta


def pause(attempts: int, *, first: float, longest: float) -> timedelta:
    """Doubles with each attempt already made, up to `longest` seconds."""
    return timedelta(seconds=min(first * 2.0 ** min(attempts - 1, 30), longest))
