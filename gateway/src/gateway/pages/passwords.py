"""A forgotten password, and a new one in place of the old."""

from marketkit.errors import DomainError
from marketkit.problems import STATUS
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.context import context
from gateway.pages.forms import EMPTY, Errors, Form, errors_from_domain, read
from gateway.pages.problems import guarded, needs
from gateway.pages.reply import go, page
from gateway.use_cases.set_new_password import LinkEndedError

_UNPROCESSABLE, _UNAUTHORIZED, _GONE = 422, 401, 410


async def forgotten_form(request: Request) -> Response:
    return page(request, "passwords/forgotten.html", sent_to="", form=EMPTY)


async def forgotten(request: Request) -> Response:
    """Says the same for every address: whether it has an account is not told here."""
    form = await read(request)
    email = form.text("email")
    errors = Errors()
    if "@" not in email:
        errors.add("email", str(context(request).text("password.email.missing")))
        return page(
            request,
            "passwords/forgotten.html",
            _UNPROCESSABLE,
            form=form,
            errors=errors,
            sent_to="",
        )
    try:
        await request.app.state.identity.ask_new_password(
            request, email=email, language=context(request).language
        )
    except DomainError as refusal:
        return _refused(request, "passwords/forgotten.html", form, refusal, sent_to="")
    return page(request, "passwords/forgotten.html", sent_to=email, form=form)


async def by_link_form(request: Request) -> Response:
    key = request.path_params["key"]
    try:
        await request.app.state.identity.check_password_link(request, key)
    except LinkEndedError:
        return page(request, "passwords/by_link.html", _GONE, key="", form=EMPTY)
    return page(request, "passwords/by_link.html", key=key, form=EMPTY)


async def by_link(request: Request) -> Response:
    key, form = request.path_params["key"], await read(request)
    try:
        await request.app.state.identity.set_new_password(
            request, key=key, password=form.text("password"), language=context(request).language
        )
    except LinkEndedError:
        return page(request, "passwords/by_link.html", _GONE, key="", form=EMPTY)
    except DomainError as refusal:
        return _refused(request, "passwords/by_link.html", form, refusal, key=key)
    return go(request, "/anmelden", "password_set")


async def own_form(request: Request) -> Response:
    return page(request, "passwords/own.html", form=EMPTY)


async def own(request: Request) -> Response:
    form = await read(request)
    try:
        await request.app.state.identity.change_password(
            request,
            old=form.text("old"),
            password=form.text("password"),
            language=context(request).language,
        )
    except DomainError as refusal:
        return _refused(request, "passwords/own.html", form, refusal)
    return go(request, "/konto", "password_changed")


def _refused(
    request: Request, template: str, form: Form, refusal: DomainError, **values: object
) -> Response:
    """A 401 would ask for a header that pages do not use."""
    status = STATUS[refusal.kind]
    return page(
        request,
        template,
        _UNPROCESSABLE if status == _UNAUTHORIZED else status,
        form=form,
        errors=errors_from_domain(request, refusal, ("email", "old", "password")),
        **values,
    )


ROUTES = [
    Route("/passwort-vergessen", guarded(forgotten_form)),
    Route("/passwort-vergessen", guarded(forgotten), methods=["POST"]),
    Route("/passwort-neu/{key:code}", guarded(by_link_form)),
    Route("/passwort-neu/{key:code}", guarded(by_link), methods=["POST"]),
    Route("/konto/passwort", needs(None, own_form)),
    Route("/konto/passwort", needs(None, own), methods=["POST"]),
]
