"""An SMTP server that delivers every mail into a Maildir folder, for the demo's mailbox page."""

import asyncio
import mailbox
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as Conversation


class _Deliverer:
    """Whoever the mail is for, it goes into the one box."""

    def __init__(self, folder: Path) -> None:
        self._box = mailbox.Maildir(folder, create=True)

    async def handle_DATA(  # noqa: N802 - the SMTP library calls it so
        self, _server: SMTP, _conversation: Conversation, envelope: Envelope
    ) -> str:
        content = envelope.content or b""
        message = message_from_bytes(content if isinstance(content, bytes) else content.encode())
        message["X-Delivered-To"] = ", ".join(envelope.rcpt_tos)
        self._box.add(message)
        return "250 OK"


@asynccontextmanager
async def post_office(folder: Path) -> AsyncIterator[int]:
    """Serve on a free loopback port, which is what the block gets."""
    deliverer = _Deliverer(folder)

    def conversation() -> SMTP:
        return SMTP(deliverer, hostname="localhost", enable_SMTPUTF8=True)

    server = await asyncio.get_running_loop().create_server(conversation, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
