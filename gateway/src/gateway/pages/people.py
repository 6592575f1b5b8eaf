"""Signing up, in and out, and one's own orders."""

from marketkit.errors import DomainError
from marketkit.problems import STATUS
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.context import context
from gateway.pages.forms import Errors, Form, errors_from_domain, read
from gateway.pages.market import orders
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import guarded, needs
from gateway.pages.reply import go, keep_cart, page
from gateway.pages.take_along import take_cart_along

_FIELDS = ("name", "email", "password")


async def sign_in_form(request: Request) -> Response:
    next_page = own_path(request.query_params.get("weiter", "/"))
    if context(request).account is not None:
        return go(request, next_page)
    return page(request, "sign_in.html", next=next_page)


async def sign_in(request: Request) -> Response:
    form = await read(request)
    identity = request.app.state.identity
    try:
        session = await identity.sign_in(
            request, email=form.text("email"), password=form.text("password")
        )
    except DomainError as refusal:
        return _again(request, "sign_in.html", form, refusal)
    answer = go(request, own_path(form.text("weiter")), "signed_in")
    identity.set_cookie(answer, session)
    await take_cart_along(request, answer, session.principal)
    return answer


async def sign_up_form(request: Request) -> Response:
    next_page = own_path(request.query_params.get("weiter", "/"))
    return page(request, "sign_up.html", next=next_page)


async def sign_up(request: Request) -> Response:
    """An account, and signed in with it at once."""
    form = await read(request)
    identity = request.app.state.identity
    email, password = form.text("email"), form.text("password")
    try:
        await identity.sign_up(request, email=email, password=password, name=form.text("name"))
        session = await identity.sign_in(request, email=email, password=password)
    except DomainError as refusal:
        return _again(request, "sign_up.html", form, refusal)
    answer = go(request, own_path(form.text("weiter")), "signed_up")
    identity.set_cookie(answer, session)
    await take_cart_along(request, answer, session.principal)
    return answer


async def sign_out(request: Request) -> Response:
    await read(request)
    await request.app.state.identity.sign_out(request)
    answer = go(request, "/", "signed_out")
    request.app.state.identity.clear_cookie(answer)
    # The next person at this screen finds an empty basket, not somebody else's.
    return keep_cart(request, answer, None, 0)


async def account(request: Request) -> Response:
    return page(request, "account.html", orders=await part(orders.my_orders(caller(request))))


def _again(request: Request, template: str, form: Form, refusal: DomainError) -> Response:
    errors: Errors = errors_from_domain(request, refusal, _FIELDS)
    status = STATUS[refusal.kind]
    return page(
        request,
        template,
        status if status != 401 else 422,  # noqa: PLR2004 - 401 would ask for a header
        form=form,
        errors=errors,
        next=own_path(form.text("weiter")),
    )


def own_path(path: str) -> str:
    """A path of this site to go on to; anything else leads to the start page."""
    harmless = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if harmless and "\\" not in path else "/"


ROUTES = [
    Route("/anmelden", guarded(sign_in_form)),
    Route("/anmelden", guarded(sign_in), methods=["POST"]),
    Route("/registrieren", guarded(sign_up_form)),
    Route("/registrieren", guarded(sign_up), methods=["POST"]),
    Route("/abmelden", guarded(sign_out), methods=["POST"]),
    Route("/konto", needs(None, account)),
]
