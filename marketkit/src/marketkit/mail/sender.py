"""Sends queued mails by SMTP: several senders share the work, each mail goes out once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Final, Generic

import aiosmtplib
import structlog

from marketkit.background import Background
from marketkit.backoff import pause
from marketkit.clock import Clock
from marketkit.mail.config import MailConfig
from marketkit.mail.message import as_message
from marketkit.mail.ports import Mail, MailStore, MailWriter, UnwritableError

log = structlog.get_logger(__name__)
AT_ONCE: Final = 20
LEASE: Final = timedelta(minutes=10)
SECONDS_PER_MAIL: Final = LEASE.total_seconds() / (AT_ONCE + 1)
"""However slow the server: the round is over before somebody else may claim its mails."""
MOST_ATTEMPTS: Final = 20
"""With the pauses below: a server may be away for half a day."""
POLL_SECONDS: Final = 2.0
PERMANENT: Final = 500
_HARMLESS: Final = (
    UnwritableError,
    aiosmtplib.SMTPSenderRefused,
    aiosmtplib.SMTPRecipientsRefused,
    aiosmtplib.SMTPDataError,
)
"""After any other failure nobody knows what the server still has to say."""


class MailSender(Generic[Mail]):
    """Sends what waits. Twice rather than never: a crash after the server's yes sends once more."""

    def __init__(
        self, store: MailStore[Mail], writer: MailWriter[Mail], config: MailConfig, clock: Clock
    ) -> None:
        self._store = store
        self._writer = writer
        self._config = config
        self._clock = clock
        self._loop = Background("mail.sender", self.work, every=POLL_SECONDS)

    async def start(self) -> None:
        await self._loop.start()

    async def stop(self) -> None:
        await self._loop.stop()

    async def work(self) -> bool:
        """One round; True when there may be more."""
        due = await self._store.claim(AT_ONCE, LEASE)
        if not due:
            return False
        async with _server(self._config) as server:
            for mail in due:
                await self._deliver(server, mail)
        return True

    async def _deliver(self, server: aiosmtplib.SMTP, mail: Mail) -> None:
        """Whatever is wrong with one mail stays with that mail."""
        try:
            async with asyncio.timeout(SECONDS_PER_MAIL):
                written = await self._writer.write(mail)
                message = as_message(
                    written, mail.id, mail.to_address, self._config, self._clock.now()
                )
                if not server.is_connected:
                    await server.connect()
                await server.send_message(message)
        except Exception as error:  # noqa: BLE001 -- the others are still to be sent
            if not isinstance(error, _HARMLESS):
                server.close()
            await self._not_sent(mail, str(error) or repr(error), final=_is_final(error))
        else:
            await self._store.sent(mail, written)

    async def _not_sent(self, mail: Mail, error: str, *, final: bool) -> None:
        if final or mail.attempts >= MOST_ATTEMPTS:
            log.error("mail_given_up", mail=str(mail.id), kind=mail.kind, error=error)
            await self._store.give_up(mail, error)
        else:
            log.warning("mail_postponed", mail=str(mail.id), kind=mail.kind, error=error)
            await self._store.postpone(mail, pause(mail.attempts, first=15, longest=3600), error)


def _is_final(error: Exception) -> bool:
    """Whether it lies in the mail itself. A refused login or sender is ours to mend meanwhile."""
    match error:
        case UnwritableError():
            return True
        case aiosmtplib.SMTPRecipientsRefused():
            return all(refusal.code >= PERMANENT for refusal in error.recipients)
        case aiosmtplib.SMTPDataError():
            return error.code >= PERMANENT
        case _:
            return False


@asynccontextmanager
async def _server(config: MailConfig) -> AsyncIterator[aiosmtplib.SMTP]:
    """Not connected yet; left politely."""
    server = aiosmtplib.SMTP(
        hostname=config.host,
        port=config.port,
        username=config.username,
        password=config.password,
        use_tls=config.use_tls,
        start_tls=config.start_tls,
        timeout=config.timeout,
    )
    try:
        yield server
        if server.is_connected:
            with suppress(aiosmtplib.SMTPException, OSError):
                await server.quit()
    finally:
        server.close()
