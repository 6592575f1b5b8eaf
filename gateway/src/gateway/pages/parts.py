"""Pages made of parts: when one service is down, the others' parts still stand."""

from collections.abc import Awaitable
from typing import TypeVar

from gateway.clients import UpstreamProblem

T = TypeVar("T")
_OUTAGE = 500


async def part(question: Awaitable[T]) -> T | None:
    """The answer, or None while the service cannot give one; refusals stay refusals."""
    try:
        return await question
    except UpstreamProblem as problem:
        if problem.status < _OUTAGE:
            raise
        return None
