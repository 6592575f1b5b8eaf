"""A request turned away at the door: problem+json for programs, a page for people."""

from collections.abc import Callable

from marketkit.errors import DomainError
from marketkit.problems import from_domain_error
from starlette.responses import Response
from starlette.types import Scope

from gateway.domain.keys import form_token
from gateway.security.incoming import Incoming
from gateway.security.refusal import Refusal

Draw = Callable[[Scope, int, str], Response]
"""Makes the page for a request, a status and a refusal's code."""

_BELIEVED = frozenset({b"accept-encoding", b"cookie"})


def turned_away(
    refusal: Refusal | DomainError, scope: Scope, incoming: Incoming, draw: Draw
) -> Response:
    plain = (
        refusal.response(incoming.request_id)
        if isinstance(refusal, Refusal)
        else from_domain_error(refusal, incoming.request_id)
    )
    if not incoming.wants_page:
        return plain
    page = draw(_as_a_strangers(scope, incoming), plain.status_code, refusal.code)
    for name, value in plain.headers.items():
        page.headers.setdefault(name, value)
    return page


def _as_a_strangers(scope: Scope, incoming: Incoming) -> Scope:
    """What was turned away is not read further: no account, no query, hardly a header."""
    return {
        **scope,
        "query_string": b"",
        "headers": [pair for pair in scope["headers"] if pair[0] in _BELIEVED],
        "state": {
            "request_id": incoming.request_id,
            "account": None,
            "form_token": form_token(None),
        },
    }
