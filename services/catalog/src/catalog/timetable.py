"""What the catalogue does by the clock, and how often somebody looks whether it is due."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Final

from marketkit.background import Background

from catalog.use_cases.announce_terms import announce_terms
from catalog.use_cases.cases.follow_shop import adopt_shops
from catalog.use_cases.cases.forget_people import forget_people
from catalog.use_cases.checklist.check_vat_ids import check_vat_ids
from catalog.use_cases.checklist.remind import remind as remind_of_endings
from catalog.use_cases.duties.forget_reporters import forget_reporters
from catalog.use_cases.forget_keys import forget_keys
from catalog.use_cases.forget_mails import forget_mails
from catalog.use_cases.freshness.timed import pause_unconfirmed, remind
from catalog.use_cases.imports.work import forget_imports, work_on_imports
from catalog.use_cases.keep_offers import keep_offers
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.promotions.settling import settle_due
from catalog.use_cases.renew_texts import renew_texts
from catalog.use_cases.renew_weeks import renew_weeks
from catalog.wiring import importing

SECOND: Final = 1.0
MINUTE: Final = 60.0
HOUR: Final = 3600.0

Job = Callable[[Surroundings], Awaitable[bool | int | None]]
"""Answers how much it did, or whether there is more; nothing for what is done in one go."""

_JOBS: Final[tuple[tuple[str, Job, float], ...]] = (
    ("cases", adopt_shops, HOUR),
    ("case privacy", forget_people, HOUR),
    ("weeks", renew_weeks, HOUR),
    ("legal texts", renew_texts, HOUR),
    ("terms", announce_terms, HOUR),
    ("keys", forget_keys, HOUR),
    ("old mails", forget_mails, HOUR),
    # How late a price may change.
    ("promotions", settle_due, 15 * SECOND),
    ("freshness", remind, HOUR),
    ("unconfirmed", pause_unconfirmed, HOUR),
    ("endings", remind_of_endings, HOUR),
    ("vat ids", check_vat_ids, MINUTE),
    ("reporters", forget_reporters, HOUR),
    ("offers of the day", keep_offers, HOUR),
)


def timetable(around: Surroundings) -> Iterator[Background]:
    """Each job as a part of the worker; any number of workers may run them at once."""
    for name, job, every in _JOBS:
        yield Background(f"catalog {name}", _about(job, around), every=every)
    workshop = importing(around)
    yield Background("catalog imports", lambda: work_on_imports(workshop), every=SECOND)
    yield Background("catalog old imports", lambda: forget_imports(workshop), every=HOUR)


def _about(job: Job, around: Surroundings) -> Callable[[], Awaitable[bool | int | None]]:
    return lambda: job(around)
