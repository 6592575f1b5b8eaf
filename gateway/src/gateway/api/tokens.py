"""`/api/v1/tokens`: access for programs, named, listed and revocable."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from gateway.api.schemas import IssuedTokenOut, NewToken, TokenList, TokenOut
from gateway.identity import Identity

router = APIRouter(prefix="/api/v1/tokens", tags=["tokens"])


@router.post("", status_code=201)
async def issue(request: Request, body: NewToken) -> IssuedTokenOut:
    """For `Authorization: Bearer …`. Each call makes one more token."""
    identity: Identity = request.app.state.identity
    issued = await identity.issue_token(
        request, email=body.email, password=body.password, name=body.name
    )
    return IssuedTokenOut(
        id=issued.id, name=issued.name, created_at=issued.created_at, token=issued.token
    )


@router.get("")
async def list_mine(request: Request) -> TokenList:
    """All of them: an account has at most fifty."""
    identity: Identity = request.app.state.identity
    rows = await identity.tokens_of(request)
    return TokenList(
        items=[TokenOut(id=row.id, name=row.name, created_at=row.created_at) for row in rows]
    )


@router.delete("/{token_id}", status_code=204)
async def revoke(request: Request, token_id: UUID) -> Response:
    """Felt at once here, and within five seconds in other gateway processes."""
    identity: Identity = request.app.state.identity
    await identity.revoke_token(request, token_id)
    return Response(status_code=204)
