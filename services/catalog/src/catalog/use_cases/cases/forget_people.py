"""Who once spoke with us and did not come along is forgotten after a year."""

from dataclasses import replace
from datetime import timedelta

from catalog.domain.cases.notes import KEPT_AFTER_DELETION
from catalog.store import case_appointments, case_documents, case_notes, cases
from catalog.use_cases.ports import Surroundings

KEPT_FOR = timedelta(days=365)
BATCH = 20


async def forget_people(around: Surroundings) -> bool:
    """Contacts, notes, papers and free words of businesses given up a year ago; name, place and
    history stay for the report. Returns whether there may be more."""
    now, files = around.clock.now(), list[str]()
    async with around.db.session() as session:
        found = await cases.to_erase(session, now - KEPT_FOR, BATCH)
        for case_id in found:
            case = await cases.get(session, case_id, lock=True)
            erased = replace(
                case, contacts=(), occasion="", drop_words="", next_step="", next_step_on=None,
                erased_at=now, version=case.version + 1,
            )  # fmt: skip
            await cases.save(session, erased)
            await case_notes.forget_all(session, case_id)
            await case_appointments.forget_people(session, case_id)
            files += await case_documents.forget_all(session, case_id)
        await case_notes.forget_deleted(session, now - KEPT_AFTER_DELETION)
    for name in files:
        await around.documents.delete(name)
    return len(found) == BATCH
