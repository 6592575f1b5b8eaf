"""`/.well-known/jwks.json`: the public keys by which services know our tokens."""

from typing import Any

from fastapi import APIRouter, Request, Response

from gateway.identity.service_tokens import ServiceTokens

router = APIRouter(include_in_schema=False)


@router.get("/.well-known/jwks.json")
async def key_set(request: Request, response: Response) -> dict[str, Any]:
    tokens: ServiceTokens = request.app.state.tokens
    response.headers["Cache-Control"] = "public, max-age=300"
    return tokens.jwks()
