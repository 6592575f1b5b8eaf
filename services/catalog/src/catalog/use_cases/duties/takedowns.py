"""What authorities demand, until when, and when it was done."""

from uuid import UUID

from marketkit.clock import HERE, new_id
from marketkit.errors import ConflictError, FieldError, InvalidError, NotFoundError
from sqlmodel import col, select

from catalog.domain.duties.moderators import check_may_moderate
from catalog.domain.duties.recall import due_on
from catalog.domain.rights import Actor
from catalog.store.rows_duties import TakedownOrderRow
from catalog.store.wide import connection_of
from catalog.use_cases.duties.forms import DoneForm, TakedownForm, received
from catalog.use_cases.ports import Surroundings

_ADD = """
    INSERT INTO takedown_order (
        id, source, authority, order_number, subject, received_at, due_on, entered_at, entered_by,
        entered_by_name
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (authority, order_number) DO NOTHING
"""
_DONE = """
    INSERT INTO takedown_done (order_id, at, account_id, account_name, note)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (order_id) DO NOTHING
"""


class NoSuchTakedownError(NotFoundError):
    code = "takedown_not_found"
    message = "Diese Anordnung gibt es nicht."


class OtherOrderError(ConflictError):
    code = "takedown_number_taken"
    message = "Diese Nummer trägt schon eine andere Anordnung dieser Behörde."


async def enter_takedown(form: TakedownForm, actor: Actor, around: Surroundings) -> UUID:
    """The same order entered twice is one. Raises OtherOrderError."""
    me, now = check_may_moderate(actor), around.clock.now()
    at = received(form.received_at, now)
    due = due_on(form.source, at.astimezone(HERE).date(), around.duties)
    if due is None:
        error = FieldError("source", "Eine Anordnung oder ein Sicherheitshinweis einer Behörde.")
        raise InvalidError(errors=[error])
    async with around.db.session() as session:
        on = await connection_of(session)
        await on.execute(
            _ADD, new_id(), form.source, form.authority, form.order_number, form.subject, at, due,
            now, me, actor.name,
        )  # fmt: skip
        query = select(TakedownOrderRow).where(
            col(TakedownOrderRow.authority) == form.authority,
            col(TakedownOrderRow.order_number) == form.order_number,
        )
        row = (await session.exec(query)).one()
        if (row.subject, row.source) != (form.subject, form.source):
            raise OtherOrderError
        return row.id


async def mark_takedown_done(
    order_id: UUID, form: DoneForm, actor: Actor, around: Surroundings
) -> None:
    """Done from that moment; the first word counts, twice is once."""
    me, now = check_may_moderate(actor), around.clock.now()
    at = received(form.done_at, now, "done_at")
    async with around.db.session() as session:
        if await session.get(TakedownOrderRow, order_id) is None:
            raise NoSuchTakedownError
        on = await connection_of(session)
        await on.execute(_DONE, order_id, at, me, actor.name, form.note)
