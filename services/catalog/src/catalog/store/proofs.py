"""Proofs, and every answer that a register gave about them: rows ↔ domain."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.proofs.proof import RETRY_AFTER, Proof, ProofState
from catalog.store.checklist_items import day, moment
from catalog.store.rows_checklist import ProofCheckRow, ProofRow


async def of_shop(session: Session, shop_id: UUID) -> Mapping[str, Proof]:
    """By kind; whether one counts on a day, `Proof.counts_on` tells."""
    query = select(ProofRow).where(ProofRow.shop_id == shop_id)
    return {row.kind: proof_of(row.model_dump()) for row in (await session.exec(query)).all()}


async def find(session: Session, shop_id: UUID, kind: str, *, lock: bool = False) -> Proof | None:
    row = await session.get(ProofRow, (shop_id, kind), with_for_update=lock or None)
    return proof_of(row.model_dump()) if row else None


async def save(session: Session, proof: Proof) -> None:
    """The shop's row is locked by whoever changes a proof."""
    row = await session.get(ProofRow, (proof.shop_id, proof.kind))
    if row is None:
        session.add(ProofRow(**_values(proof)))
    else:
        row.sqlmodel_update(_values(proof))


async def remove(session: Session, shop_id: UUID, kind: str) -> None:
    row = await session.get(ProofRow, (shop_id, kind))
    if row is not None:
        await session.delete(row)


async def claim_due(session: Session, kind: str, at: datetime, at_most: int) -> list[Proof]:
    """Those a register is to be asked about now; put off, so that nobody else asks as well."""
    due = (
        select(ProofRow)
        .where(ProofRow.kind == kind, col(ProofRow.next_check_at) <= at)
        .order_by(col(ProofRow.next_check_at))
        .limit(at_most)
        .with_for_update(skip_locked=True)
    )
    rows = (await session.exec(due)).all()
    for row in rows:
        row.next_check_at = at + RETRY_AFTER
    return [proof_of(row.model_dump()) for row in rows]


def log_check(
    session: Session, proof: Proof, *, at: datetime, outcome: str, consultation: str, said: str
) -> None:
    """Keep what a register answered."""
    session.add(
        ProofCheckRow(
            id=new_id(),
            shop_id=proof.shop_id,
            kind=proof.kind,
            number=proof.number,
            at=at,
            outcome=outcome,
            consultation=consultation,
            said=said,
        )
    )


def proof_of(values: Mapping[str, Any]) -> Proof:
    """From a row, or from the same row as JSON."""
    found = dict(values) | {
        "state": ProofState(values["state"]),
        "valid_until": day(values["valid_until"]),
    }
    for name in ("checked_at", "next_check_at", "updated_at"):
        found[name] = moment(values[name])
    for name in ("shop_id", "document_id", "by_id"):
        value = values[name]
        found[name] = UUID(value) if isinstance(value, str) else value
    return Proof(**found)


def _values(proof: Proof) -> dict[str, Any]:
    return {f.name: getattr(proof, f.name) for f in fields(Proof)} | {"state": proof.state.value}
