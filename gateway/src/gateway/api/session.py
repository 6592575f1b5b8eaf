"""`/api/v1/session`: sign a browser in and out."""

from fastapi import APIRouter, Request, Response

from gateway.api.schemas import AccountOut, Credentials, SessionOut
from gateway.identity import Identity
from gateway.identity.identity import signed_in

router = APIRouter(prefix="/api/v1/session", tags=["session"])


@router.post("")
async def sign_in(request: Request, response: Response, body: Credentials) -> SessionOut:
    """Sets the session cookie. A session this browser had before ends."""
    identity: Identity = request.app.state.identity
    session = await identity.sign_in(request, email=body.email, password=body.password)
    identity.set_cookie(response, session)
    return SessionOut(account=AccountOut.of(session.principal))


@router.get("")
async def who_am_i(request: Request) -> SessionOut:
    """Also for programs with a token. 401 for guests."""
    return SessionOut(account=AccountOut.of(signed_in(request)))


@router.delete("", status_code=204)
async def sign_out(request: Request) -> Response:
    """204 whether or not there was a session."""
    identity: Identity = request.app.state.identity
    await identity.sign_out(request)
    response = Response(status_code=204)
    identity.clear_cookie(response)
    return response
