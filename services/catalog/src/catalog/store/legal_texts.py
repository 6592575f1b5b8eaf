"""Versions of legal texts: written once, never changed."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from marketkit.db import Session
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from catalog.domain.legal.template import Kind
from catalog.domain.legal.versions import LegalText
from catalog.store.rows import ShopRow
from catalog.store.rows_profile import LegalTextRow


async def newest(session: Session, shop_id: UUID) -> Mapping[Kind, LegalText]:
    """The last version of each kind."""
    query = (
        select(LegalTextRow)
        .where(LegalTextRow.shop_id == shop_id)
        .ext(distinct_on(col(LegalTextRow.kind)))
        .order_by(col(LegalTextRow.kind), col(LegalTextRow.version).desc())
    )
    found = [text_of(row) for row in (await session.exec(query)).all()]
    return {text.kind: text for text in found}


def add(session: Session, texts: Sequence[LegalText]) -> None:
    session.add_all(
        LegalTextRow(
            id=text.id,
            shop_id=text.shop_id,
            kind=text.kind.value,
            version=text.version,
            title=text.title,
            text=text.text,
            digest=text.digest,
            template=text.template,
            missing=list(text.missing),
            valid_from=text.valid_from,
        )
        for text in texts
    )


async def shops_of_other_editions(session: Session, edition: str, limit: int) -> list[str]:
    """Slugs of shops whose texts were made of other templates than these."""
    query = select(ShopRow.slug).where(ShopRow.legal_edition != edition).limit(limit)
    return list((await session.exec(query)).all())


async def get_many(session: Session, ids: Sequence[UUID]) -> list[LegalText]:
    query = select(LegalTextRow).where(col(LegalTextRow.id).in_(ids)).order_by(col(LegalTextRow.id))
    return [text_of(row) for row in (await session.exec(query)).all()]


def text_of(row: LegalTextRow) -> LegalText:
    return LegalText(
        id=row.id,
        shop_id=row.shop_id,
        kind=Kind(row.kind),
        version=row.version,
        title=row.title,
        text=row.text,
        digest=row.digest,
        template=row.template,
        missing=tuple(row.missing),
        valid_from=row.valid_from,
    )
