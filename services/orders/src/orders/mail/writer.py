"""Writes a queued mail from the order as it is now; fulfils the port MailWriter."""

from dataclasses import replace
from uuid import UUID

from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.mail import Attachment, UnwritableError, Written

from orders import queries
from orders.domain.codes import guest_token, withdrawal_token
from orders.domain.round_list import stops_of
from orders.files import quote_paper
from orders.mail.compose import DROPPED_OUT, Occasion, compose
from orders.mail.config import MailConfig
from orders.mail.letter import order_templates
from orders.mail.papers import WITH_CONTRACTS, contracts_of
from orders.mail.queue import ShopMail
from orders.mail.quote import address_of, compose_quote
from orders.mail.recall import compose_recall
from orders.mail.round_list import compose_round_list
from orders.mail.withdrawal import compose_withdrawal
from orders.mail.wording import load_wordings
from orders.store import mails, quote_lists, quote_mails, recalls, round_lists, rounds, withdrawals
from orders.store.mails import DueMail
from orders.use_cases.move_shop_order import replan
from orders.use_cases.ports import Notice
from orders.use_cases.quotes import quote_key
from orders.use_cases.read_contract import with_texts


class OrderMailWriter:
    def __init__(self, database: Database, config: MailConfig, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._pool = database.pool
        self._config = config
        self._templates = order_templates()
        self._wordings = load_wordings()

    async def write(self, mail: DueMail) -> Written:
        if mail.kind == recalls.KIND:
            return await self._recall(mail)
        if mail.kind in withdrawals.KINDS:
            return await self._withdrawal(mail)
        if mail.quote_id:
            return await self._quote(mail, mail.quote_id)
        if mail.round_list_id:
            return await self._round_list(mail.round_list_id)
        assert mail.order_id is not None
        return await self._order(mail, mail.order_id)

    async def _order(self, mail: DueMail, order_id: UUID) -> Written:
        order = await queries.order(self._pool, order_id)
        if order is None:
            message = f"order {order_id} is gone"
            raise UnwritableError(message)
        background = await mails.background(self._pool, mail)
        # Shops are written to in German, whatever the buyer speaks.
        language = "de" if mail.kind in set(ShopMail) else background.language
        part = next((part for part in order.shop_orders if part.id == mail.shop_order_id), None)
        if mail.kind == Notice.SHOP_ORDER_ARRIVED and not (part and part.is_waiting_there):
            message = f"shop order {mail.shop_order_id} does not wait at its point any more"
            raise UnwritableError(message)
        wording = self._wordings[language]
        better = None
        if mail.kind in DROPPED_OUT:
            better = await replan(self._database, order.id, self._clock.now())
        occasion = Occasion(mail.kind, order, part, background, wording, better)
        letter = compose(occasion, self._config)
        key = guest_token(self._config.guest_token_secret, order_id)
        written = self._templates.write(letter, language, secrets=(key,))
        if mail.kind in WITH_CONTRACTS:
            papers = await contracts_of(await with_texts(self._pool, order))
            written = replace(written, attachments=papers)
        return written

    async def _recall(self, mail: DueMail) -> Written:
        """Everything this address bought of it, whatever has been ordered when."""
        assert mail.recall_id is not None
        recall = await recalls.words(self._pool, mail.recall_id)
        bought = await recalls.bought(self._pool, mail.recall_id, mail.to_address)
        if recall is None or not bought:
            message = f"recall {mail.recall_id} concerns nothing of this buyer any more"
            raise UnwritableError(message)
        background = await mails.background(self._pool, mail)
        wording = self._wordings[background.language]
        address = f"{self._config.public_url}/rueckrufe/{mail.recall_id}"
        letter = compose_recall(recall, bought, wording, address, self._config.sender_name)
        return self._templates.write(letter, background.language)

    async def _quote(self, mail: DueMail, quote_id: UUID) -> Written:
        """An offer comes with its paper; the letter says it all too."""
        row = await quote_lists.one(self._pool, quote_id)
        to_shop, secret = mail.kind in quote_mails.FOR_SHOPS, self._config.guest_token_secret
        wording = self._wordings["de" if to_shop else row["language"]]
        key = quote_key(secret, quote_id)
        address = address_of(mail.kind, row, self._config.public_url, key)
        letter = compose_quote(mail.kind, row, wording, address, self._config.sender_name)
        written = self._templates.write(letter, wording.language, secrets=(key,))
        if mail.kind != quote_mails.OFFERED:
            return written
        paper = Attachment(f"angebot-{row['number'].lower()}.pdf", await quote_paper.as_pdf(row))
        return replace(written, attachments=(paper,))

    async def _round_list(self, list_id: UUID) -> Written:
        found = await round_lists.find(self._pool, list_id)
        closed = await rounds.find(self._pool, found["round_id"]) if found else None
        if found is None or closed is None:
            message = f"round list {list_id} is gone"
            raise UnwritableError(message)
        rows = await round_lists.ordered(self._pool, closed.id, found["shop_id"], closed.opens_at)
        link = f"{self._config.public_url}/theke/{found['slug']}/runden/{closed.id}"
        wording, sender = self._wordings["de"], self._config.sender_name
        letter = compose_round_list(closed, found["name"], stops_of(rows), wording, link, sender)
        return self._templates.write(letter, "de")

    async def _withdrawal(self, mail: DueMail) -> Written:
        """To the buyer as they chose to be written to; to the shop in German."""
        assert mail.withdrawal_id is not None
        filed = await withdrawals.head(self._pool, mail.withdrawal_id)
        parts = await withdrawals.parts_of(self._pool, mail.withdrawal_id)
        if mail.shop_order_id:
            parts = [part for part in parts if part["shop_order_id"] == mail.shop_order_id]
        to_shop = mail.kind in withdrawals.FOR_SHOPS
        if not to_shop and not filed["shows_order"]:
            # What the shop has said is told, what was ordered is not.
            parts = [dict(part) | {"lines": []} for part in parts if mail.shop_order_id]
        wording = self._wordings["de" if to_shop else filed["language"]]
        key = withdrawal_token(self._config.guest_token_secret, mail.withdrawal_id)
        path = f"/widerruf/{mail.withdrawal_id}?token={key}"
        if to_shop:
            path = f"/theke/{parts[0]['shop']['slug']}/widerrufe"
        letter = compose_withdrawal(
            mail.kind,
            filed,
            parts,
            wording,
            f"{self._config.public_url}{path}",
            self._config.sender_name,
        )
        return self._templates.write(letter, wording.language, secrets=(key,))
