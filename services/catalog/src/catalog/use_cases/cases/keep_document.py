"""Papers of a business: checked, made safe, kept apart from everything public."""

import hashlib
import secrets
from uuid import UUID

from marketkit.clock import new_id

from catalog.domain.cases.documents import (
    MOST_DOCUMENTS,
    Document,
    TooManyDocumentsError,
    is_pdf,
)
from catalog.domain.cases.rights import check_is_responsible
from catalog.domain.errors import NoSuchPictureError
from catalog.domain.rights import Actor
from catalog.store import case_documents, cases
from catalog.use_cases.cases.access import case_to_change
from catalog.use_cases.ports import Surroundings


async def keep_document(
    case_id: UUID, uploaded: bytes, title: str, actor: Actor, around: Surroundings
) -> UUID:
    """The same file again, also at the same time, stays one document."""
    fingerprint = hashlib.sha256(uploaded).hexdigest()
    if known := await _refuse_early(case_id, fingerprint, actor, around):
        return known
    content, extension = await _made_safe(uploaded, around)
    name = f"{secrets.token_hex(16)}.{extension}"
    await around.documents.write(name, content)
    try:
        document = await _add(case_id, name, len(content), title, fingerprint, actor, around)
    except BaseException:
        await around.documents.delete(name)
        raise
    if document.name != name:
        await around.documents.delete(name)
    return document.id


async def read_document(
    case_id: UUID, document_id: UUID, actor: Actor, around: Surroundings
) -> tuple[Document, bytes]:
    """Only for who looks after the business."""
    async with around.db.session() as session:
        case = await cases.get(session, case_id)
        check_is_responsible(actor, case)
        document = await case_documents.get(session, case_id, document_id)
    document.check_there()
    content = await around.documents.read(document.name)
    if content is None:
        raise NoSuchPictureError("Die Datei fehlt in der Ablage.")
    return document, content


async def remove_document(
    case_id: UUID, document_id: UUID, reason: str, actor: Actor, around: Surroundings
) -> None:
    async with around.db.session() as session:
        case = await case_to_change(session, case_id, actor)
        check_is_responsible(actor, case)
        before = await case_documents.get(session, case_id, document_id, lock=True)
        document = before.remove(actor.name, reason, around.clock.now())
        await case_documents.save(session, document)
    # After the commit: a file without a row is harmless, a row without a file is a broken page.
    await around.documents.delete(document.name)


async def _refuse_early(
    case_id: UUID, fingerprint: str, actor: Actor, around: Surroundings
) -> UUID | None:
    """The document if it is there already; strangers are turned away before any decoding."""
    async with around.db.session() as session:
        check_is_responsible(actor, await cases.get(session, case_id))
        known = await case_documents.find_same(session, case_id, fingerprint)
        return known.id if known else None


async def _made_safe(uploaded: bytes, around: Surroundings) -> tuple[bytes, str]:
    """A PDF as it came, because nobody here opens it; a picture drawn anew."""
    if is_pdf(uploaded):
        return uploaded, "pdf"
    ready = await around.pictures.prepare(uploaded)
    return ready.files[max(ready.files)], "webp"


async def _add(  # noqa: PLR0913, PLR0917 -- what is known of one file, who brought it
    case_id: UUID,
    name: str,
    size: int,
    title: str,
    fingerprint: str,
    actor: Actor,
    around: Surroundings,
) -> Document:
    async with around.db.session() as session:
        case = await case_to_change(session, case_id, actor)
        check_is_responsible(actor, case)
        assert actor.id is not None
        if known := await case_documents.find_same(session, case_id, fingerprint):
            return known
        if await case_documents.count(session, case_id) >= MOST_DOCUMENTS:
            raise TooManyDocumentsError
        now = around.clock.now()
        document = Document(
            new_id(), case_id, title, name, size, fingerprint, actor.id, actor.name, now
        )
        case_documents.add(session, document)
        await cases.save(session, case.changed(now))
        return document
