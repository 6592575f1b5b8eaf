"""What words mean to the search: what was searched in vain, own rules, the region's rules."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import words
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.reply import go, page

FIELDS = ("words", "finds", "way")
_HERE = "/betrieb/woerter"
_RULES, _PROPOSALS = 24, 10
_LONGEST_CURSOR, _LONGEST_Q = 200, 80


async def overview(request: Request) -> Response:
    return await _shown(request)


async def add(request: Request) -> Response:
    """A rule of the operator's own, or a proposal taken up."""
    form = await read(request)
    try:
        await words.add(caller(request), rule_of(form))
    except UpstreamProblem as refusal:
        return await _shown(request, form, errors_from(request, refusal, known=FIELDS))
    return go(request, _HERE, "word_added")


async def remove(request: Request) -> Response:
    await read(request)
    await words.remove(caller(request), str(request.path_params["id"]))
    return go(request, _HERE, "word_removed")


async def dismiss(request: Request) -> Response:
    await read(request)
    await words.dismiss(caller(request), str(request.path_params["id"]))
    return go(request, _HERE, "word_dismissed")


def rule_of(form: Form) -> dict[str, Any]:
    """Words typed in a line; of a proposal the chosen one, or another that was typed instead."""
    typed = _listed(form.text("words"))
    found = _listed(form.text("finds") or form.text("chosen"))
    if form.text("way") == "two":
        return {"words": [*typed, *found], "finds": [], "two_way": True}
    return {"words": typed, "finds": found, "two_way": False}


def _listed(text: str) -> list[str]:
    return [
        word.strip()
        for word in text.replace(";", ",").replace("\n", ",").split(",")
        if word.strip()
    ]


async def _shown(request: Request, form: Form = EMPTY, errors: Errors | None = None) -> Response:
    query, ask = request.query_params, caller(request)
    q = query.get("q", "").strip()[:_LONGEST_Q]
    listed, proposed = await asyncio.gather(
        words.rules(ask, q=q, limit=_RULES, cursor=query.get("cursor", "")[:_LONGEST_CURSOR]),
        part(words.proposals(ask, limit=_PROPOSALS, cursor=query.get("ab", "")[:_LONGEST_CURSOR])),
    )
    return page(
        request,
        "operations/words.html",
        422 if errors else 200,
        tab="words",
        rules=listed,
        proposed=proposed,
        q=q,
        form=form,
        errors=errors or Errors(),
    )


ROUTES = [
    Route(_HERE, needs("operator", overview), methods=["GET"]),
    Route(_HERE, needs("operator", add), methods=["POST"]),
    Route(f"{_HERE}/{{id:uuid}}/entfernen", needs("operator", remove), methods=["POST"]),
    Route(
        f"{_HERE}/vorschlaege/{{id:uuid}}/ablehnen", needs("operator", dismiss), methods=["POST"]
    ),
]
