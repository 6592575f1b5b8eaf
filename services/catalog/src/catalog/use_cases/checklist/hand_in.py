"""A document is handed in for a line of the checklist: made safe, kept apart, read by few."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session
from marketkit.errors import ConflictError

from catalog.domain.cases.documents import NoSuchDocumentError, is_pdf
from catalog.domain.checklist.requirement import Evidence
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.store import proof_documents, shops
from catalog.store.proof_documents import ProofDocument
from catalog.use_cases.checklist.access import Line, keep_answer, line_to_answer
from catalog.use_cases.checklist.answer import NotDeclarableError, ends
from catalog.use_cases.checklist.forms import ProofForm
from catalog.use_cases.checklist.put_proof import prove
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.versions import check_version

MOST_DOCUMENTS = 100


class TooManyProofsError(ConflictError):
    code = "too_many_documents"
    message = f"Mehr als {MOST_DOCUMENTS} Dokumente je Laden gehen nicht."


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What came with the file."""

    content: bytes
    valid_until: date | None = None


async def hand_in(
    slug: str, key: str, sent: HandedIn, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    """The same document again, also at the same time, stays one."""
    fingerprint = hashlib.sha256(sent.content).digest()
    known = await _refuse_early(slug, key, fingerprint, actor, expected, around)
    file = "" if known else await _kept_file(sent.content, around)
    try:
        used = await _answer(slug, key, sent, file, fingerprint, actor, expected, around)
    except BaseException:
        if file:
            await around.documents.delete(file)
        raise
    if file and used != file:
        await around.documents.delete(file)


async def read_document(
    slug: str, document_id: UUID, actor: Actor, around: Surroundings
) -> tuple[ProofDocument, bytes]:
    """For the shop's people and who may look after its proofs."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
        check_may_edit(actor, shop, Action.PROOFS, around.clock.now())
        document = await proof_documents.find(session, shop.id, document_id)
    if document is None:
        raise NoSuchDocumentError
    content = await around.documents.read(document.file)
    if content is None:
        raise NoSuchDocumentError
    return document, content


async def _refuse_early(
    slug: str,
    key: str,
    fingerprint: bytes,
    actor: Actor,
    expected: int | None,
    around: Surroundings,
) -> UUID | None:
    """The document if it is there already; strangers are turned away before any decoding."""
    async with around.db.session() as session:
        line = await line_to_answer(session, slug, key, actor, around)
        if line.requirement.evidence is Evidence.FIELD:
            raise NotDeclarableError
        line.check_may_say()
        check_version(line.item.version, expected)
        return await proof_documents.find_same(session, line.shop.id, fingerprint)


async def _kept_file(content: bytes, around: Surroundings) -> str:
    """A PDF as it came, because nobody here opens it; a picture drawn anew."""
    if is_pdf(content):
        name, safe = f"{secrets.token_hex(16)}.pdf", content
    else:
        ready = await around.pictures.prepare(content)
        name, safe = f"{secrets.token_hex(16)}.webp", ready.files[max(ready.files)]
    await around.documents.write(name, safe)
    return name


async def _answer(  # noqa: PLR0913, PLR0917 -- what, for which line, by whom
    slug: str,
    key: str,
    sent: HandedIn,
    file: str,
    fingerprint: bytes,
    actor: Actor,
    expected: int | None,
    around: Surroundings,
) -> str:
    """The name of the file that is really used."""
    async with around.db.session() as session:
        line = await line_to_answer(session, slug, key, actor, around)
        line.check_may_say()
        check_version(line.item.version, expected)
        document = await _document(session, line, file, len(sent.content), fingerprint, actor)
        if line.requirement.evidence is Evidence.PROOF:
            form = ProofForm(valid_until=sent.valid_until)
            kind = line.requirement.proof
            await prove(
                session, line.shop, line.role, kind, form, actor, around, document_id=document.id
            )
        else:
            until = ends(line.requirement, sent.valid_until, around.today())
            if (line.item.document_id, line.item.valid_until) != (document.id, until):
                item = line.item.submit(
                    line.requirement,
                    line.by,
                    by_market=line.by_market,
                    document_id=document.id,
                    valid_until=until,
                )
                await keep_answer(session, line, item, actor, "checklist.handed_in")
        return document.file


async def _document(
    session: Session, line: Line, file: str, size: int, fingerprint: bytes, actor: Actor
) -> ProofDocument:
    known = await proof_documents.find_same(session, line.shop.id, fingerprint)
    if known and (found := await proof_documents.find(session, line.shop.id, known)):
        return found
    if await proof_documents.count(session, line.shop.id) >= MOST_DOCUMENTS:
        raise TooManyProofsError
    assert actor.id is not None
    media_type = "application/pdf" if file.endswith(".pdf") else "image/webp"
    document = ProofDocument(
        new_id(), line.shop.id, file, media_type, size, fingerprint, line.by.at, actor.id,
        actor.name,
    )  # fmt: skip
    await proof_documents.add(session, document)
    return document
