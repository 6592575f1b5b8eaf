"""`/api/v1/accounts`: open an account, and leave again."""

from fastapi import APIRouter, Request, Response

from gateway.api.schemas import AccountOut, NewAccount, PasswordAgain
from gateway.identity import Identity

router = APIRouter(prefix="/api/v1/accounts", tags=["accounts"])


@router.post("", status_code=201)
async def open_account(request: Request, body: NewAccount) -> AccountOut:
    """Sent twice, the second answer is 409 `email_taken`; there is one account either way."""
    identity: Identity = request.app.state.identity
    account = await identity.sign_up(
        request, email=body.email, password=body.password, name=body.name
    )
    return AccountOut.of(account.principal())


@router.post("/me/erase", status_code=204)
async def erase_my_account(request: Request, body: PasswordAgain) -> Response:
    """Ends the account with its sessions and tokens; cannot be undone."""
    identity: Identity = request.app.state.identity
    await identity.erase(request, password=body.password)
    response = Response(status_code=204)
    identity.clear_cookie(response)
    return response
