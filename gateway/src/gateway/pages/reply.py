"""How a page is answered: rendered, or redirected after a form."""

import gzip
from hashlib import blake2b
from typing import Any

from marketkit.entity_tags import is_held
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gateway.pages import catalogue
from gateway.pages.context import (
    CART_COOKIE,
    COUNT_COOKIE,
    FLASH_COOKIE,
    LANGUAGE_COOKIE,
    Context,
    context,
)
from gateway.pages.engine import render
from gateway.pages.head import head_of

_A_YEAR = 365 * 24 * 3600
_A_MONTH = 30 * 24 * 3600
_OK = 200
_READING = frozenset({"GET", "HEAD"})


def page(request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
    """Render a template; a language chosen in the address is remembered, a flash is used up.

    Who has this very page already is told so instead of getting it again.
    """
    here = context(request)
    if status != _OK:
        values["head"] = head_of(here, status)
    text = render(here, template, **values)
    chosen = request.query_params.get("lang") in catalogue.LANGUAGES
    flashed = FLASH_COOKIE in request.cookies
    # A page that changes cookies must arrive.
    may_be_kept = status == _OK and not chosen and not flashed
    tag = _tag(here, text)
    if may_be_kept and request.method in _READING and has_tag(request, tag):
        # Its headers replace those that are kept: they must be those of a page.
        answer = Response(status_code=304, media_type="text/html")
    else:
        answer = _html(here, text, status)
    # Pages show carts, names and orders: nobody on the way may keep them.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Language"] = here.language
    answer.headers["Vary"] = "Cookie, Accept-Encoding"
    if may_be_kept:
        answer.headers["ETag"] = tag
    if chosen:
        set_cookie(request, answer, LANGUAGE_COOKIE, here.language, _A_YEAR)
    if flashed:
        answer.delete_cookie(FLASH_COOKIE, path="/")
    return answer


def _tag(here: Context, text: str) -> str:
    """Weak, because packed and unpacked count as one; never the same for two people."""
    who = here.account.id if here.account is not None else here.cart_id
    seen = blake2b(f"{here.language}\n{who}\n{text}".encode(), digest_size=12)
    return f'W/"{seen.hexdigest()}"'


def has_tag(request: Request, tag: str) -> bool:
    """Whether the reader holds what the tag stands for."""
    return is_held(request.headers.get("if-none-match"), tag)


def _html(here: Context, text: str, status: int) -> Response:
    """Packed for slow lines, but only for guests.

    A packed page that holds a secret and repeats what was asked tells the secret by its length
    (BREACH); guests have none: their form token is no secret.
    """
    body = text.encode()
    if here.account is not None or "gzip" not in here.request.headers.get("accept-encoding", ""):
        return HTMLResponse(body, status_code=status)
    return HTMLResponse(gzip.compress(body, 5), status, {"Content-Encoding": "gzip"})


def go(request: Request, address: str, flash: str | None = None) -> Response:
    """Answer a form with a redirect, so that reloading repeats nothing."""
    answer = RedirectResponse(address, status_code=303)
    if flash:
        set_cookie(request, answer, FLASH_COOKIE, f"flash.{flash}", 60)
    return answer


def keep_cart(request: Request, answer: Response, cart_id: str | None, count: int) -> Response:
    """Remember the cart and how much lies in it, so that no page must ask for the number."""
    if cart_id is None:
        answer.delete_cookie(CART_COOKIE, path="/")
        answer.delete_cookie(COUNT_COOKIE, path="/")
    else:
        set_cookie(request, answer, CART_COOKIE, cart_id, _A_MONTH)
        set_cookie(request, answer, COUNT_COOKIE, str(count), _A_MONTH)
    return answer


def set_cookie(request: Request, answer: Response, name: str, value: str, age: int) -> None:
    secure = bool(getattr(request.app.state.settings, "cookie_secure", True))
    answer.set_cookie(
        name, value, max_age=age, path="/", secure=secure, httponly=True, samesite="lax"
    )
