"""`/api/v1/operations/mails`: what the demo would have sent by mail."""

import asyncio
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from marketkit.errors import NotFoundError

from gateway.api.operator import Operator
from gateway.api.schemas import MailList, MailOut, MailShown
from gateway.clients import maildir

router = APIRouter(prefix="/api/v1/operations/mails", tags=["operations"])


class NoMailboxError(NotFoundError):
    code = "no_mailbox"
    message = "Diese Installation verschickt Mails wirklich und bewahrt keine Kopien auf."


@router.get("")
async def list_mails(
    request: Request,
    _: Operator,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> MailList:
    """Newest first."""
    found = await asyncio.to_thread(
        maildir.newest, _folder(request), limit=limit + 1, before=cursor
    )
    page = found[:limit]
    return MailList(
        items=[
            MailOut(
                id=mail.id, subject=mail.subject, sender=mail.sender, to=mail.to, date=mail.date
            )
            for mail in page
        ],
        next=page[-1].id if len(found) > limit else None,
    )


@router.get("/{mail_id}")
async def show_mail(request: Request, _: Operator, mail_id: str) -> MailShown:
    mail = await asyncio.to_thread(maildir.find, _folder(request), mail_id)
    if mail is None:
        raise NotFoundError
    return MailShown(
        id=mail.id,
        subject=mail.subject,
        sender=mail.sender,
        to=mail.to,
        date=mail.date,
        text=mail.text,
    )


def _folder(request: Request) -> Path:
    folder: Path | None = request.app.state.settings.mail_folder
    if folder is None:
        raise NoMailboxError
    return folder
