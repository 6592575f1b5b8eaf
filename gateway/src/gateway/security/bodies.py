"""Request bodies: of bounded size, within bounded time, and of a kind that was asked for."""

import asyncio
from collections.abc import Sequence

from starlette.types import Message, Receive

from gateway.security.incoming import Incoming
from gateway.security.refusal import Refusal


async def read_body(incoming: Incoming, receive: Receive, *, limit: int, seconds: float) -> bytes:
    """Raises Refusal: 413 when too long (by its own word or in fact), 408 when too slow."""
    declared = incoming.length
    if declared is not None and declared > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(seconds):
            return await _collect(receive, limit)
    except TimeoutError:
        raise Refusal(
            408,
            "too_slow",
            "Die Daten kamen zu langsam an. Bitte noch einmal versuchen.",
            headers={"Connection": "close"},
        ) from None


async def _collect(receive: Receive, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, "incomplete", "Die Anfrage brach ab.")
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)


def replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that first hands over the body read before."""
    waiting = True

    async def again() -> Message:
        nonlocal waiting
        if waiting:
            waiting = False
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return again


def require_kind(incoming: Incoming, kinds: Sequence[bytes]) -> None:
    """Raises Refusal (415). A form from another site cannot send JSON without asking first."""
    given = incoming.found.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if given not in kinds:
        expected = ", ".join(kind.decode() for kind in kinds)
        raise Refusal(415, "unsupported_media_type", f"Hier wird {expected} erwartet.")


def _too_large(limit: int) -> Refusal:
    megabytes = max(1, limit // (1024 * 1024))
    return Refusal(
        413,
        "too_large",
        f"Das ist zu groß: höchstens {megabytes} MB.",
        headers={"Connection": "close"},
    )
