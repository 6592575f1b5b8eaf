"""Cases, their timeline and appointments as the catalog answers them."""

from datetime import date, datetime

from gateway.pages.answers.base import Answer


class Light(Answer):
    state: str = "mid"
    sentence: str = ""


class CaseCard(Answer):
    id: str
    name: str = ""
    kind: str = ""
    place: str = ""
    postal_code: str = ""
    municipality: str = ""
    origin: str = ""
    advisor_id: str = ""
    advisor_name: str = ""
    stage: str = "contact"
    touched_at: datetime | None = None
    drop_reason: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    stale: bool = False
    overdue: bool = False
    shop_slug: str = ""
    shop_status: str = ""
    light: Light | None = None
    version: int = 0


class Column(Answer):
    stage: str
    count: int = 0
    urgent: int = 0
    items: tuple[CaseCard, ...] = ()
    next: str | None = None


class Advisor(Answer):
    id: str
    name: str = ""


class Board(Answer):
    columns: tuple[Column, ...] = ()
    advisors: tuple[Advisor, ...] = ()


class CaseShop(Answer):
    id: str = ""
    slug: str
    name: str = ""
    status: str = "draft"
    stage: str = ""
    advisor_name: str = ""


class Contact(Answer):
    id: str
    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    preferred: str = ""


class Appointment(Answer):
    id: str
    case_id: str = ""
    kind: str = ""
    title: str = ""
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    participants: str = ""
    state: str = "planned"
    version: int = 0
    case_name: str = ""
    advisor_name: str = ""


class Document(Answer):
    id: str
    title: str = ""
    kind: str = "pdf"
    size: int = 0
    uploaded_by_name: str = ""
    uploaded_at: datetime | None = None


class Case(CaseCard):
    occasion: str = ""
    drop_words: str = ""
    dropped_at: datetime | None = None
    created_at: datetime | None = None
    shop: CaseShop | None = None
    moves: tuple[str, ...] = ()
    responsible: bool = False
    contacts: tuple[Contact, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    documents: tuple[Document, ...] = ()


class Entry(Answer):
    """One thing that happened: a note, a change of stage, an appointment, a paper."""

    what: str
    id: str
    at: datetime
    until: datetime | None = None
    by: str = ""
    text: str = ""
    kind: str = ""
    state: str = ""
    before: str = ""
    reason: str = ""
    edited_at: datetime | None = None
    version: int = 1
    may_edit: bool = False
    may_restore: bool = False


class Feed(Answer):
    created_at: datetime | None = None


class NewFeed(Answer):
    url_path: str = ""
