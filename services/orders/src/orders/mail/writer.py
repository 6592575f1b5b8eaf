"""Writes a queued mail from the order as it is now; fulfils the port MailWriter."""

from marketkit.db import Database
from marketkit.mail import UnwritableError, Written

from orders import queries
from orders.domain.codes import guest_token
from orders.mail.compose import Occasion, compose
from orders.mail.config import MailConfig
from orders.mail.letter import order_templates
from orders.mail.queue import ShopMail
from orders.mail.wording import load_wordings
from orders.store import mails
from orders.store.mails import DueMail


class OrderMailWriter:
    def __init__(self, database: Database, config: MailConfig) -> None:
        self._pool = database.pool
        self._config = config
        self._templates = order_templates()
        self._wordings = load_wordings()

    async def write(self, mail: DueMail) -> Written:
        order = await queries.order(self._pool, mail.order_id)
        if order is None:
            message = f"order {mail.order_id} is gone"
            raise UnwritableError(message)
        background = await mails.background(self._pool, mail)
        # Shops are written to in German, whatever the buyer speaks.
        language = "de" if mail.kind in set(ShopMail) else background.language
        part = next((part for part in order.shop_orders if part.id == mail.shop_order_id), None)
        wording = self._wordings[language]
        letter = compose(Occasion(mail.kind, order, part, background, wording), self._config)
        key = guest_token(self._config.guest_token_secret, mail.order_id)
        return self._templates.write(letter, language, secrets=(key,))
