"""Where the payment provider tells us news."""

from typing import Protocol

from fastapi import APIRouter, Request, Response
from marketkit.errors import InvalidError, TooLargeError

from orders.domain.webhooks import Endpoint

LARGEST_BODY = 1_000_000


class Intake(Protocol):
    async def take(
        self, body: bytes, signature: str | None, endpoint: Endpoint = Endpoint.MARKET
    ) -> bool:
        """Prove and store; False when it is not from the provider."""
        ...


class BadSignatureError(InvalidError):
    code = "bad_signature"
    message = "Diese Nachricht kommt nicht vom Zahlungsdienst."


def webhook_router(intake: Intake) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.post("/webhooks/stripe")
    async def stripe(request: Request) -> Response:
        return await _take(intake, request, Endpoint.MARKET)

    @router.post("/webhooks/stripe/connect")
    async def stripe_connect(request: Request) -> Response:
        return await _take(intake, request, Endpoint.ACCOUNTS)

    return router


async def _take(intake: Intake, request: Request, endpoint: Endpoint) -> Response:
    """The signature covers the bytes as they came, so nothing may parse them before."""
    body = await _raw(request)
    if not await intake.take(body, request.headers.get("stripe-signature"), endpoint):
        # 400 and not 422: what the provider's pages and retries expect of a bad signature.
        return Response(BadSignatureError.message, status_code=400, media_type="text/plain")
    return Response(status_code=200)


async def _raw(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BODY:
            raise TooLargeError
        parts.append(part)
    return b"".join(parts)
