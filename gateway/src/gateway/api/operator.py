"""The operator at the door: everything below `/api/v1/operations` is for them alone."""

from typing import Annotated

from fastapi import Depends, Request
from marketkit.auth import Principal
from marketkit.errors import ForbiddenError

from gateway.identity.identity import signed_in


async def operator(request: Request) -> Principal:
    principal = signed_in(request)
    if not principal.has("operator"):
        raise ForbiddenError
    return principal


Operator = Annotated[Principal, Depends(operator)]
