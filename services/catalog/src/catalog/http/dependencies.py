"""What routes ask for: the surroundings, the caller, the headers that matter."""

import re
from typing import Annotated

from fastapi import Depends, Header, Query, Request
from marketkit.auth import Principal
from marketkit.errors import PreconditionError
from marketkit.service import CurrentPrincipal, SignedIn, current_principal
from pydantic import AfterValidator, StringConstraints

from catalog.domain.errors import NoSuchShopError
from catalog.domain.rights import Actor
from catalog.domain.slugs import is_slug
from catalog.use_cases.ports import Surroundings

_VERSION = re.compile(r'(?:W/)?"(\d{1,18})(?:-[0-9a-f]*)?"')


# Coroutines throughout: FastAPI sends plain functions through a thread, at each request.
async def surroundings(request: Request) -> Surroundings:
    found: Surroundings = request.app.state.surroundings
    return found


def as_actor(principal: Principal) -> Actor:
    return Actor(principal.id, principal.roles, principal.name, principal.email)


async def caller_of(request: Request) -> Actor:
    """For routes that look at the token only when they must."""
    return as_actor(await current_principal(request))


async def _anyone(principal: CurrentPrincipal) -> Actor:
    return as_actor(principal)


async def _member(principal: SignedIn) -> Actor:
    return as_actor(principal)


async def _expected_version(if_match: Annotated[str | None, Header()] = None) -> int | None:
    """The version in `If-Match: "7"` or `"7-3fa2…"`; None for no header or `*`."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = _VERSION.fullmatch(if_match.strip())
    if found is None:
        raise PreconditionError
    return int(found[1])


async def _address(request: Request) -> str:
    """As the gateway saw it; directly only for programs beside us."""
    direct = request.client.host if request.client else ""
    return request.headers.get("x-forwarded-for") or direct


def _no_nul(text: str) -> str:
    if "\x00" in text:
        message = "Hier stehen unsichtbare Steuerzeichen."
        raise ValueError(message)
    return text


def _known_form(slug: str) -> str:
    """No database needs to be asked about a text that cannot be a slug."""
    if not is_slug(slug):
        raise NoSuchShopError
    return slug


Slug = Annotated[str, AfterValidator(_known_form)]
Around = Annotated[Surroundings, Depends(surroundings)]
Caller = Annotated[Actor, Depends(_anyone)]
Member = Annotated[Actor, Depends(_member)]
Address = Annotated[str, Depends(_address)]
ExpectedVersion = Annotated[int | None, Depends(_expected_version)]
IdempotencyKey = Annotated[
    Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,200}$")] | None,
    Header(description="The same key with the same body answers what it made the first time."),
]
SearchText = Annotated[
    Annotated[str, StringConstraints(max_length=100), AfterValidator(_no_nul)] | None, Query()
]
Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[Annotated[str, StringConstraints(max_length=500)] | None, Query()]
