"""`/api/v1/passwords`: a forgotten password, for programs that show pages of their own."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from gateway.api.schemas import Body, Email, Password
from gateway.identity import Identity

router = APIRouter(prefix="/api/v1/passwords", tags=["accounts"])


class Forgotten(Body):
    email: Email
    language: Literal["de", "en"] = "de"


class NewPassword(Body):
    key: Annotated[str, Field(max_length=128)]
    """The last part of the link in the mail."""
    password: Password
    language: Literal["de", "en"] = "de"


@router.post("/forgotten", status_code=202)
async def ask_for_a_link(request: Request, body: Forgotten) -> Response:
    """202 whether or not there is such an account. A second time within a minute sends nothing."""
    identity: Identity = request.app.state.identity
    await identity.ask_new_password(request, email=body.email, language=body.language)
    return Response(status_code=202)


@router.post("/new", status_code=204)
async def set_by_link(request: Request, body: NewPassword) -> Response:
    """Ends all sessions. 410 `password_link_ended` for a link that was used or is too old."""
    identity: Identity = request.app.state.identity
    await identity.set_new_password(
        request, key=body.key, password=body.password, language=body.language
    )
    return Response(status_code=204)
