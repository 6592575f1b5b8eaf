"""Pages made of parts: when one service is down, the others' parts still stand."""

from collections.abc import Awaitable
from typing import TypeVar

from gateway.clients import UpstreamProblem

T = TypeVar("T")
_NOT_FOUND, _OUTAGE = 404, 500


async def part(question: Awaitable[T], *, may_be_missing: bool = False) -> T | None:
    """The answer, or None while the service cannot give one; refusals stay refusals.

    `may_be_missing`: the service may not have heard yet of what we ask for.
    """
    try:
        return await question
    except UpstreamProblem as problem:
        if problem.status < _OUTAGE and not (may_be_missing and problem.status == _NOT_FOUND):
            raise
        return None
