"""Sends queued mails by SMTP: several senders share the work, each mail goes out once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from email.errors import MessageError
from typing import Final

import aiosmtplib
import structlog
from marketkit.background import Background
from marketkit.clock import Clock
from marketkit.db import Database

from orders import queries
from orders.domain.backoff import pause
from orders.domain.codes import guest_token
from orders.mail.compose import Occasion, compose
from orders.mail.config import MailConfig
from orders.mail.message import Writer, Written, as_message
from orders.mail.queue import ShopMail
from orders.mail.wording import load_wordings
from orders.store import mails
from orders.store.mails import DueMail

log = structlog.get_logger(__name__)
AT_ONCE: Final = 20
LEASE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 8
POLL_SECONDS: Final = 2.0
PERMANENT: Final = 500


class MailSender:
    def __init__(self, database: Database, config: MailConfig, clock: Clock) -> None:
        self._database = database
        self._config = config
        self._clock = clock
        self._writer = Writer()
        self._wordings = load_wordings()
        self._loop = Background("mail.sender", self.work, every=POLL_SECONDS)

    async def start(self) -> None:
        await self._loop.start()

    async def stop(self) -> None:
        await self._loop.stop()

    async def work(self) -> bool:
        """One round; True when there may be more."""
        async with self._database.transaction() as tx:
            due = await mails.claim(tx, AT_ONCE, LEASE)
        if not due:
            return False
        try:
            async with self._server() as server:
                for mail in due:
                    await self._deliver(server, mail)
        except (aiosmtplib.SMTPException, OSError) as error:
            # Nobody there: every mail of this round is put off.
            for mail in due:
                await self._not_sent(mail, repr(error))
        return True

    async def _deliver(self, server: aiosmtplib.SMTP, mail: DueMail) -> None:
        try:
            written = await self._write(mail)
            message = as_message(written, mail.id, mail.to_address, self._config, self._clock.now())
            await server.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as error:
            refusal = error.recipients[0]
            await self._not_sent(mail, str(error), final=refusal.code >= PERMANENT)
        except aiosmtplib.SMTPServerDisconnected as error:
            await self._not_sent(mail, repr(error))
            await server.connect()
        except aiosmtplib.SMTPResponseException as error:
            await self._not_sent(mail, str(error), final=error.code >= PERMANENT)
        except (MessageError, ValueError, KeyError, IndexError) as error:
            # An address or a letter that cannot be written must not hold up the others.
            await self._not_sent(mail, repr(error))
        else:
            kept = written.without(guest_token(self._config.guest_token_secret, mail.order_id))
            async with self._database.transaction() as tx:
                await mails.sent(tx, mail.id, kept.subject, kept.text, kept.html)

    async def _write(self, mail: DueMail) -> Written:
        order = await queries.order(self._database.pool, mail.order_id)
        if order is None:
            message = f"order {mail.order_id} is gone"
            raise ValueError(message)
        background = await mails.background(self._database.pool, mail)
        # Shops are written to in German, whatever the buyer speaks.
        language = "de" if mail.kind in set(ShopMail) else background.language
        part = next((part for part in order.shop_orders if part.id == mail.shop_order_id), None)
        wording = self._wordings[language]
        letter = compose(Occasion(mail.kind, order, part, background, wording), self._config)
        return self._writer.write(letter, language)

    async def _not_sent(self, mail: DueMail, error: str, *, final: bool = False) -> None:
        async with self._database.transaction() as tx:
            if final or mail.attempts >= MOST_ATTEMPTS:
                log.error("mail_given_up", mail=str(mail.id), kind=mail.kind, error=error)
                await mails.give_up(tx, mail.id, error)
            else:
                wait = pause(mail.attempts, first=15, longest=3600)
                log.warning("mail_postponed", mail=str(mail.id), error=error)
                await mails.postpone(tx, mail.id, wait, error)

    @asynccontextmanager
    async def _server(self) -> AsyncIterator[aiosmtplib.SMTP]:
        config = self._config
        server = aiosmtplib.SMTP(
            hostname=config.host,
            port=config.port,
            username=config.username,
            password=config.password,
            use_tls=config.use_tls,
            start_tls=config.start_tls,
            timeout=config.timeout,
        )
        async with server:
            yield server
