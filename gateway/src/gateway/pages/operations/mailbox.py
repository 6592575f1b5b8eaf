"""The demo's mailbox: what residents and shops would have received."""

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import maildir
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import page

_SHOWN = 50
_LONGEST_ID = 200


async def mailbox(request: Request) -> Response:
    folder = _folder(request)
    before = request.query_params.get("cursor", "")[:_LONGEST_ID] or None
    mails = None
    if folder is not None:
        mails = await asyncio.to_thread(maildir.newest, folder, limit=_SHOWN + 1, before=before)
    return page(
        request,
        "operations/mailbox.html",
        tab="mailbox",
        mails=mails[:_SHOWN] if mails is not None else None,
        next=mails[_SHOWN - 1].id if mails and len(mails) > _SHOWN else None,
    )


async def mail(request: Request) -> Response:
    folder = _folder(request)
    if folder is None:
        raise PageProblem(404)
    found = await asyncio.to_thread(maildir.find, folder, request.path_params["id"])
    if found is None:
        raise PageProblem(404)
    return page(request, "operations/mail.html", tab="mailbox", mail=found)


def _folder(request: Request) -> Path | None:
    folder: Path | None = request.app.state.settings.mail_folder
    return folder


ROUTES = [
    Route("/betrieb/postfach", needs("operator", mailbox)),
    Route("/betrieb/postfach/{id}", needs("operator", mail)),
]
