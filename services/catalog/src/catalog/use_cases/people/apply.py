"""A business asks to come; its case waits for an advisor."""

import hashlib

from marketkit.clock import new_id
from marketkit.errors import TooManyError

from catalog.domain.cases.case import Case, Contact, Origin
from catalog.domain.rights import Actor
from catalog.store import applications, cases, mails
from catalog.store.senders import HOUR
from catalog.use_cases.people.forms import ApplicationForm
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.senders import sender_of

_NOBODY = Actor(None, frozenset())


class TooManyApplicationsError(TooManyError):
    code = "too_many_applications"
    message = (
        "Von hier kamen gerade viele Anfragen. Bitte versuchen Sie es in einer Stunde wieder, "
        "oder rufen Sie uns an."
    )


async def apply(form: ApplicationForm, address: str, around: Surroundings) -> None:
    """The same again on the same day is the same application. Raises TooManyApplicationsError."""
    form.check_reachable()
    async with around.db.session() as session:
        case = _case(form, around)
        fingerprint, sender = _fingerprint(form, around), sender_of(address, around)
        if not await applications.claim(session, fingerprint, case.id, sender, case.created_at):
            return
        sent = await applications.recent_from(session, sender, case.created_at - HOUR)
        if sent > around.applications_per_hour:
            raise TooManyApplicationsError
        await cases.add(session, case, _NOBODY, "application")
        await mails.queue(
            session,
            kind="application_received",
            to=form.email,
            dedupe_key=f"application_received:{form.email.casefold()}:{around.today()}",
            facts={"business": form.name},
        )


def _case(form: ApplicationForm, around: Surroundings) -> Case:
    now = around.clock.now()
    place = around.region.find_place(form.place, "")
    return Case(
        id=new_id(),
        name=form.name,
        kind=form.kind,
        place=form.place,
        postal_code=place.postal_codes[0] if place else "",
        municipality=place.municipality if place else "",
        origin=Origin.APPLICATION,
        occasion=form.sells,
        created_at=now,
        updated_at=now,
        touched_at=now,
        stage_since=now,
        contacts=(Contact(new_id(), name=form.contact, phone=form.phone, email=form.email),),
    )


def _fingerprint(form: ApplicationForm, around: Surroundings) -> bytes:
    """Of what names the business and who answers for it: a corrected sentence is no second one."""
    said = (form.name, form.place, form.email, form.phone, str(around.today()))
    return hashlib.sha256("\n".join(text.casefold() for text in said).encode()).digest()
