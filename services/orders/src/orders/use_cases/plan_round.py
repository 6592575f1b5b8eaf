"""Somebody of the market plans a selling round, changes it, copies it, or ends it early."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.errors import FieldError, InvalidError, PreconditionError

from orders.domain.errors import (
    IdempotencyMismatchError,
    RoundNotFoundError,
    RoundNotOpenError,
)
from orders.domain.round_copy import copy_of
from orders.domain.rounds import RoundState, SellingRound, wrong_with
from orders.domain.rules import rules_from
from orders.store import rounds
from orders.store.rounds import Asked
from orders.use_cases.context import Context

Verb = Callable[[Transaction, SellingRound, datetime], Awaitable[SellingRound]]


async def plan_round(
    context: Context, wanted: SellingRound, account_id: UUID, key: str
) -> SellingRound:
    """The same key with the same request makes one round, however often it comes."""
    asked = _asked(context, account_id, key, repr(_said(wanted)))
    async with context.database.transaction() as tx:
        if known := await _known(tx, asked):
            return known
        await _check(tx, wanted, {})
        return await _added(tx, wanted, asked)


async def copy_round(context: Context, round_id: UUID, account_id: UUID, key: str) -> SellingRound:
    asked = _asked(context, account_id, key, f"copy of {round_id}")
    async with context.database.transaction() as tx:
        if known := await _known(tx, asked):
            return known
        old = await rounds.find(tx.connection, round_id)
        if old is None:
            raise RoundNotFoundError
        return await _added(tx, copy_of(old, asked.at, new_id), asked)


async def change_round(
    context: Context, wanted: SellingRound, expected: int | None
) -> SellingRound:
    """With the end moved to later it closes once more, and its producers get a new list then."""

    async def changed(tx: Transaction, before: SellingRound, now: datetime) -> SellingRound:
        after = replace(wanted, version=before.version, closed_at=before.closed_at)
        if after == before:
            return before
        if expected is not None and expected != before.version:
            raise PreconditionError(version=before.version, current_version=before.version)
        await _check(tx, after, before.producers)
        return replace(after, closed_at=None) if after.closes_at > now else after

    return await _changed(context, wanted.id, changed)


async def end_round(context: Context, round_id: UUID) -> SellingRound:
    """Now instead of later. Ended twice it has ended."""

    async def ended(_tx: Transaction, before: SellingRound, now: datetime) -> SellingRound:
        state = before.state(now)
        if state is RoundState.PLANNED:
            raise RoundNotOpenError
        return before if state is RoundState.CLOSED else replace(before, closes_at=now)

    return await _changed(context, round_id, ended)


async def _changed(context: Context, round_id: UUID, verb: Verb) -> SellingRound:
    async with context.database.transaction() as tx:
        before = await rounds.lock(tx, round_id)
        if before is None:
            raise RoundNotFoundError
        after = await verb(tx, before, context.clock.now())
        if after == before:
            return before
        after = replace(after, version=before.version + 1)
        await rounds.save(tx, after)
        return after


async def _added(tx: Transaction, new: SellingRound, asked: Asked) -> SellingRound:
    if await rounds.add(tx, new, asked):
        return new
    # The very same request was faster on another connection.
    known = await _known(tx, asked)
    assert known
    return known


async def _known(tx: Transaction, asked: Asked) -> SellingRound | None:
    found = await rounds.find_by_key(tx.connection, asked.key)
    if found and found[1] != asked.request_hash:
        raise IdempotencyMismatchError(
            "Dieser Idempotency-Key gehört schon zu einer anderen Runde."
        )
    return found[0] if found else None


async def _check(
    tx: Transaction, wanted: SellingRound, before: Mapping[UUID, frozenset[UUID] | None]
) -> None:
    """Shops must have allowed it; who takes that back later stays named, and sells nothing."""
    errors = wrong_with(wanted)
    shops = {row["shop_id"]: row for row in await rounds.shops(tx.connection, [*wanted.producers])}
    for index, shop_id in enumerate(wanted.producers):
        field = f"producers[{index}].shop_id"
        if shop_id not in shops:
            errors.append(FieldError(field, "Diesen Laden gibt es nicht."))
        elif shop_id not in before and not rules_from(shops[shop_id]["rules"]).in_rounds:
            name = shops[shop_id]["name"]
            message = f"{name} hat noch nicht erlaubt, dass seine Ware in Runden verkauft wird."
            errors.append(FieldError(field, message))
    errors += await _strange_products(tx, wanted)
    errors += await _strange_points(tx, wanted)
    if errors:
        raise InvalidError(errors=errors)


async def _strange_products(tx: Transaction, wanted: SellingRound) -> list[FieldError]:
    named = [each for products in wanted.producers.values() for each in products or ()]
    owners = await rounds.owners_of(tx.connection, named) if named else {}
    return [
        FieldError(f"producers[{index}].products", "Ein Produkt gehört nicht zu diesem Laden.")
        for index, (shop_id, products) in enumerate(wanted.producers.items())
        if any(owners.get(product) != shop_id for product in products or ())
    ]


async def _strange_points(tx: Transaction, wanted: SellingRound) -> list[FieldError]:
    named = [each.point_id for each in wanted.pickups if each.point_id]
    known = await rounds.known_points(tx.connection, named) if named else set()
    return [
        FieldError(f"pickups[{index}].point_id", "Diesen Abholort gibt es nicht.")
        for index, each in enumerate(wanted.pickups)
        if each.point_id and each.point_id not in known
    ]


def _asked(context: Context, account_id: UUID, key: str, said: str) -> Asked:
    request_hash = hashlib.sha256(said.encode()).digest()
    return Asked(account_id, context.clock.now(), f"{account_id}:{key}", request_hash)


def _said(wanted: SellingRound) -> tuple[object, ...]:
    """What was asked for, without the names it was given on the way in."""
    pickups = [
        (each.name, each.street, each.postal_code, each.place, each.text, each.point_id,
         each.start.timestamp(), each.end.timestamp())
        for each in wanted.pickups
    ]  # fmt: skip
    producers = [
        (str(shop), sorted(map(str, products or ()))) for shop, products in wanted.producers.items()
    ]
    times = (wanted.opens_at.timestamp(), wanted.closes_at.timestamp())
    return (wanted.name, wanted.text, times, pickups, sorted(producers))
