"""What buyers have withdrawn from, at the shop's counter: pay back, or refuse on a ground."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import Form, read
from gateway.pages.market import withdrawals
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import words
from gateway.pages.reply import go, page
from gateway.presenters.numbers import read_charge

_STATES = ("open", "decided")
_POSITION = re.compile(r"[0-9]{1,4}")
_REFUSED = (409, 422)


async def listed(request: Request) -> Response:
    return await _listed(request)


async def accept(request: Request) -> Response:
    form = await read(request)
    amount = read_charge(form.text("amount"))
    if amount is None:
        wrong = str(context(request).text("withdrawals.amount.wrong"))
        return await _listed(request, form, wrong)
    body: dict[str, Any] = {"amount": amount}
    if form.text("deduct"):
        body["reason"] = form.text("deduct")
    return await _decide(request, form, "accept", body)


async def paid_back(request: Request) -> Response:
    """The shop has given the money back from its till."""
    form = await read(request)
    return await _note(request, form, "paid-back", {"receipt_no": form.text("receipt_no") or None})


async def returned(request: Request) -> Response:
    """Goods are in the shop again."""
    form = await read(request)
    positions = [int(text) for text in form.all("position") if _POSITION.fullmatch(text)]
    body = {"positions": positions, "restock": form.has("restock")}
    return await _note(request, form, "returned", body)


async def _note(request: Request, form: Form, verb: str, body: dict[str, Any]) -> Response:
    at = request.path_params
    try:
        await withdrawals.decide(caller(request), str(at["id"]), str(at["part"]), verb, body)
    except UpstreamProblem as refusal:
        if refusal.status not in _REFUSED:
            raise
        return await _listed(request, form, words(request, refusal, by_field=True))
    stay = f"/theke/{at['slug']}/widerrufe?stand=decided"
    return go(request, stay, f"withdrawal_{verb.replace('-', '_')}")


async def reject(request: Request) -> Response:
    form = await read(request)
    if not form.text("ground"):
        missing = str(context(request).text("withdrawals.ground.missing"))
        return await _listed(request, form, missing)
    body = {"ground": form.text("ground")}
    if form.text("reason"):
        body["reason"] = form.text("reason")
    return await _decide(request, form, "reject", body)


async def _decide(request: Request, form: Form, verb: str, body: dict[str, Any]) -> Response:
    at = request.path_params
    try:
        await withdrawals.decide(caller(request), str(at["id"]), str(at["part"]), verb, body)
    except UpstreamProblem as refusal:
        if refusal.status not in _REFUSED:
            raise
        return await _listed(request, form, words(request, refusal, by_field=True))
    return go(request, f"/theke/{at['slug']}/widerrufe", f"withdrawal_{verb}ed")


async def _listed(request: Request, form: Form | None = None, refused: str = "") -> Response:
    state = request.query_params.get("stand", "open")
    state = state if state in _STATES else "open"
    shop = await my_shop(request)
    found = await withdrawals.of_shop(
        caller(request), shop.slug, state=state, cursor=request.query_params.get("cursor")
    )
    return page(
        request,
        "withdrawals/desk.html",
        422 if refused else 200,
        shop=shop,
        tab="more",
        found=found,
        state=state,
        form=form,
        refused=refused,
        refused_part=str(request.path_params.get("part", "")),
    )


_HERE = "/theke/{slug:slug}/widerrufe"
ROUTES = [
    Route(_HERE, needs(None, listed)),
    Route(f"{_HERE}/{{id:uuid}}/{{part:uuid}}/annehmen", needs(None, accept), methods=["POST"]),
    Route(f"{_HERE}/{{id:uuid}}/{{part:uuid}}/erstattet", needs(None, paid_back), methods=["POST"]),
    Route(f"{_HERE}/{{id:uuid}}/{{part:uuid}}/zurueck", needs(None, returned), methods=["POST"]),
    Route(f"{_HERE}/{{id:uuid}}/{{part:uuid}}/ablehnen", needs(None, reject), methods=["POST"]),
]
