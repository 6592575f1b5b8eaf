"""The EU's register of VAT ids (VIES), asked over its REST service."""

from typing import Any

import aiohttp
import orjson
import structlog

from catalog.domain.proofs.register import Outcome, VatAnswer

PATIENCE = aiohttp.ClientTimeout(total=10, connect=5)
MOST_BYTES = 64 * 1024
_OK, _BAD_REQUEST = 200, 400
# What it says when the member state's own register cannot be reached, or it is asked too often.
_NO_NUMBER = frozenset({"INVALID_INPUT"})

log = structlog.get_logger(__name__)


class Vies:
    """`requester` is the market's own VAT id: only then the register gives a consultation number.

    It cannot tell in time? Then it has not answered: nobody waits for it, and it is asked again.
    """

    def __init__(
        self, url: str, requester: str = "", patience: aiohttp.ClientTimeout = PATIENCE
    ) -> None:
        self._url = url
        self._requester = requester
        self._patience = patience

    async def check(self, number: str) -> VatAnswer:
        try:
            async with (
                aiohttp.ClientSession(timeout=self._patience) as session,
                session.post(self._url, json=self._question(number)) as response,
            ):
                return _read(response.status, await response.content.read(MOST_BYTES))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.info("vat_register_silent", error=repr(error))
            return VatAnswer(Outcome.UNAVAILABLE, said=type(error).__name__)

    def _question(self, number: str) -> dict[str, str]:
        asked = {"countryCode": number[:2], "vatNumber": number[2:]}
        if self._requester:
            asked["requesterMemberStateCode"] = self._requester[:2]
            asked["requesterNumber"] = self._requester[2:]
        return asked


def _read(status: int, content: bytes) -> VatAnswer:
    """Only a clear yes or no counts; everything else is no answer."""
    try:
        said: Any = orjson.loads(content)
    except orjson.JSONDecodeError:
        return VatAnswer(Outcome.UNAVAILABLE, said=f"HTTP {status}")
    if not isinstance(said, dict):
        return VatAnswer(Outcome.UNAVAILABLE, said=f"HTTP {status}")
    errors = _errors(said)
    if status not in {_OK, _BAD_REQUEST} or errors - _NO_NUMBER:
        return VatAnswer(Outcome.UNAVAILABLE, said=", ".join(sorted(errors)) or f"HTTP {status}")
    if errors:
        return VatAnswer(Outcome.INVALID, said=", ".join(sorted(errors)))
    if not isinstance(said.get("valid"), bool):
        return VatAnswer(Outcome.UNAVAILABLE, said=f"HTTP {status}")
    outcome = Outcome.VALID if said["valid"] else Outcome.INVALID
    return VatAnswer(outcome, str(said.get("requestIdentifier") or ""), str(said.get("name") or ""))


def _errors(said: dict[str, Any]) -> set[str]:
    listed = said.get("errorWrappers")
    if not isinstance(listed, list):
        return set()
    return {str(one.get("error", "")) for one in listed if isinstance(one, dict)}
