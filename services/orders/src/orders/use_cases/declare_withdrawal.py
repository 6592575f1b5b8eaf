"""Somebody withdraws from a contract: written down with the minute, and receipted at once.

§ 356a BGB asks for a function without login, in two steps, and for a receipt that names content,
day and time. The pages do the two steps; this is the second.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

import orjson
from marketkit.clock import HERE, new_id
from marketkit.db import Transaction
from marketkit.errors import FieldError

from orders.domain.codes import token_hash, withdrawal_token
from orders.domain.errors import (
    ContractMissingError,
    IdempotencyMismatchError,
    ShopOrderNotFoundError,
)
from orders.domain.withdrawal import Declaration, Line, Part, withdrawn
from orders.store import orders, withdrawals
from orders.store.withdrawals import Filing
from orders.use_cases.context import Context
from orders.use_cases.read_order import check_buyer

_MATCHED = tuple[UUID | None, dict[UUID, frozenset[int] | None], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """A declaration with how it came; the order only from who may see it."""

    said: Declaration
    key: str
    order_id: UUID | None = None
    account_id: UUID | None = None
    token: str | None = None


async def declare_withdrawal(context: Context, asked: Asked) -> UUID:
    """The withdrawal's id; the same key again answers the same one.

    Raises ContractMissingError, OrderNotFoundError, ShopOrderNotFoundError, or
    IdempotencyMismatchError for another request under the same key.
    """
    said, wanted = asked.said, _fingerprint(asked)
    if asked.order_id is None and not said.contract:
        field = FieldError("contract", ContractMissingError.message)
        raise ContractMissingError(errors=[field])
    if asked.order_id is not None:
        await check_buyer(context, asked.order_id, asked.account_id, asked.token)
    before = await withdrawals.known(context.database.pool, asked.key)
    if before is None:
        before = await _file(context, asked, wanted)
    if before[1] != wanted:
        raise IdempotencyMismatchError
    return before[0]


async def _file(context: Context, asked: Asked, wanted: bytes) -> tuple[UUID, bytes]:
    filed_id, now = new_id(), context.clock.now()
    secret = withdrawal_token(context.guest_token_secret, filed_id)
    async with context.database.transaction() as tx:
        order_id, parts, shows_order = await _meant(tx, asked)
        year, number = now.astimezone(HERE).year, await withdrawals.next_number(tx)
        filing = Filing(
            id=filed_id,
            number=f"{context.order_prefix}-W-{year}-{number:06d}",
            declared_at=now,
            key=asked.key,
            request_hash=wanted,
            token_hash=token_hash(secret),
            order_id=order_id,
            shows_order=shows_order,
            said=asked.said,
        )
        if await withdrawals.add(tx, filing):
            if order_id is not None:
                await _add_parts(tx, filing, order_id, parts)
            await withdrawals.queue_receipt(tx, filing)
            return filed_id, wanted
    before = await withdrawals.known(context.database.pool, asked.key)
    assert before is not None
    return before


async def _meant(tx: Transaction, asked: Asked) -> _MATCHED:
    """The order and its parts; nothing when nobody can tell, which is no reason to refuse."""
    if asked.order_id is not None:
        return asked.order_id, dict(asked.said.parts), True
    found = await withdrawals.match(tx, asked.said)
    if found is None:
        return None, {}, True
    parts = {found.shop_order_id: None} if found.shop_order_id else {}
    return found.order_id, dict(parts), found.shows_order


async def _add_parts(
    tx: Transaction, filing: Filing, order_id: UUID, wanted: dict[UUID, frozenset[int] | None]
) -> None:
    """Without parts the whole order is meant."""
    await orders.lock(tx, order_id)
    known = await withdrawals.lines_of(tx, order_id)
    for shop_order_id, positions in (wanted or dict.fromkeys(known)).items():
        if shop_order_id not in known:
            raise ShopOrderNotFoundError
        shop_id, lines = known[shop_order_id]
        meant = withdrawn(lines, positions)
        if not meant:
            raise ShopOrderNotFoundError
        await withdrawals.add_part(tx, _part(filing, shop_order_id, shop_id, meant), meant)


def _part(filing: Filing, shop_order_id: UUID, shop_id: UUID, lines: list[Line]) -> Part:
    worth = sum(line.worth for line in lines)
    return Part(filing.id, shop_order_id, shop_id, worth)


def _fingerprint(asked: Asked) -> bytes:
    said = asked.said
    parts = {str(key): sorted(value) if value else None for key, value in said.parts.items()}
    content = [said.name, said.contract, said.receipt_to, said.statement, said.ordered_on, parts]
    return hashlib.sha256(
        orjson.dumps([*content, asked.order_id], option=orjson.OPT_SORT_KEYS)
    ).digest()
