"""Who works in the shop: invite, change, remove, leave; and the page an invitation leads to."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import rights
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded, needs
from gateway.pages.reply import go, page

ROLES = ("owner", "staff", "packer")
_FIELDS = ("email", "role")


async def show(request: Request) -> Response:
    return await _page(request)


async def invite(request: Request) -> Response:
    form = await read(request)
    slug = request.path_params["slug"]
    fields = {"email": form.text("email"), "role": form.text("role")}
    try:
        await rights.invite(caller(request), slug, fields)
    except UpstreamProblem as refusal:
        return await _page(request, form, errors_from(request, refusal, None, _FIELDS))
    return go(request, f"/theke/{slug}/leute", "invited")


async def end_invitation(request: Request) -> Response:
    await read(request)
    slug = request.path_params["slug"]
    await rights.end_invitation(caller(request), slug, str(request.path_params["invitation"]))
    return go(request, f"/theke/{slug}/leute", "invitation_ended")


async def change(request: Request) -> Response:
    form = await read(request)
    slug, account = request.path_params["slug"], str(request.path_params["account"])
    try:
        await rights.change_role(caller(request), slug, account, form.text("role"))
    except UpstreamProblem as refusal:
        return await _page(request, EMPTY, errors_from(request, refusal))
    return go(request, f"/theke/{slug}/leute", "saved")


async def remove(request: Request) -> Response:
    """Whoever left has no business at this counter any more."""
    form = await read(request)
    slug, account = request.path_params["slug"], str(request.path_params["account"])
    try:
        await rights.remove_person(caller(request), slug, account)
    except UpstreamProblem as refusal:
        return await _page(request, EMPTY, errors_from(request, refusal))
    if form.text("selbst"):
        return go(request, "/theke", "left_shop")
    return go(request, f"/theke/{slug}/leute", "person_removed")


async def invitation(request: Request) -> Response:
    found = await rights.invitation(caller(request), request.path_params["code"])
    code = request.path_params["code"]
    return page(request, "rights/invitation.html", invitation=found, code=code)


async def accept(request: Request) -> Response:
    await read(request)
    shop = await rights.accept_invitation(caller(request), request.path_params["code"])
    return go(request, f"/theke/{shop.slug}", "joined_shop")


async def _page(request: Request, form: Form = EMPTY, errors: Errors = NO_ERRORS) -> Response:
    shop = await my_shop(request)
    found = await rights.people(caller(request), shop.slug)
    return page(
        request,
        "rights/people.html",
        422 if errors else 200,
        shop=shop,
        tab="more",
        found=found,
        roles=ROLES,
        form=form,
        errors=errors,
    )


_ONE = "/theke/{slug:slug}/leute"
ROUTES = [
    Route(_ONE, needs(None, show)),
    Route(_ONE, needs(None, invite), methods=["POST"]),
    Route(
        f"{_ONE}/einladung/{{invitation:uuid}}/beenden",
        needs(None, end_invitation),
        methods=["POST"],
    ),
    Route(f"{_ONE}/{{account:uuid}}/rolle", needs(None, change), methods=["POST"]),
    Route(f"{_ONE}/{{account:uuid}}/entfernen", needs(None, remove), methods=["POST"]),
    Route("/einladung/{code:code}", guarded(invitation)),
    Route("/einladung/{code:code}", needs(None, accept), methods=["POST"]),
]
