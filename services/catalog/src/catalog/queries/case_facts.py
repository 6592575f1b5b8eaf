"""How cases look in lists: their facts, what is urgent about them, and the light of their shop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from catalog.domain.cases.stages import CaseStage
from catalog.domain.cases.staleness import COOLING_STAGES, UNTOUCHED_FOR
from catalog.domain.checklist.light import Light
from catalog.queries.checklist import lights_of
from catalog.queries.pages import containing, day_in, decode, encode, moment_in, number_in
from catalog.store.answers import moment
from catalog.store.checklists import Reader

# Arguments 1 to 7 are those of `CaseFilter.arguments`, in all queries alike.
RANKED = """
    WITH ranked AS (
        SELECT found.*, CASE WHEN stale OR overdue THEN 0 ELSE 1 END AS rank FROM (
            SELECT advisor_case.id, advisor_case.name, advisor_case.kind, advisor_case.place,
                   advisor_case.postal_code, advisor_case.municipality, advisor_case.origin,
                   advisor_case.advisor_id, advisor_case.advisor_name, advisor_case.stage,
                   advisor_case.stage_since, advisor_case.drop_reason, advisor_case.next_step,
                   advisor_case.next_step_on, advisor_case.touched_at, advisor_case.version,
                   advisor_case.shop_id, shop.slug AS shop_slug, shop.status AS shop_status,
                   advisor_case.stage = ANY($1::text[]) AND advisor_case.touched_at <= $2 AS stale,
                   advisor_case.stage <> 'dropped'
                       AND coalesce(advisor_case.next_step_on < $3::date, false) AS overdue,
                   coalesce(advisor_case.next_step_on, DATE '9000-01-01') AS due
            FROM advisor_case LEFT JOIN shop ON shop.id = advisor_case.shop_id
            WHERE ($4::uuid IS NULL OR advisor_case.advisor_id = $4)
              AND (NOT $5 OR advisor_case.advisor_id IS NULL)
              AND ($6::text IS NULL OR advisor_case.kind = $6)
              AND ($7::text IS NULL OR lower(advisor_case.name) LIKE lower($7)
                   OR lower(advisor_case.place) LIKE lower($7)
                   OR lower(advisor_case.municipality) LIKE lower($7)
                   OR EXISTS (SELECT FROM case_contact
                              WHERE case_contact.case_id = advisor_case.id
                                AND lower(case_contact.name) LIKE lower($7)))
        ) found
    )
"""
ORDER = "rank, due, touched_at, id"
"""What waits longest stands first."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    now: datetime
    today: date
    advisor_id: UUID | None = None
    nobodys: bool = False
    kind: str | None = None
    q: str | None = None

    @property
    def arguments(self) -> tuple[Any, ...]:
        return (
            [stage.value for stage in COOLING_STAGES],
            self.now - UNTOUCHED_FOR,
            self.today,
            self.advisor_id,
            self.nobodys,
            self.kind,
            containing(self.q),
        )


Key = tuple[int, date, datetime, UUID]


def key_of(cursor: str | None) -> Key | None:
    """The place in the order after which a page begins."""
    if (found := decode(cursor)) is None:
        return None
    rank, _, rest = found[0].partition("|")
    due, _, touched = rest.partition("|")
    return number_in(rank), day_in(due), moment_in(touched), found[1]


def cursor_of(row: Mapping[str, Any]) -> str:
    sorted_by = (str(row["rank"]), row["due"].isoformat(), row["touched_at"].isoformat())
    return encode("|".join(sorted_by), row["id"])


async def lit(
    connection: Reader, rows: Sequence[Mapping[str, Any]], today: date
) -> list[Mapping[str, Any]]:
    """The rows as they are answered, with the lights of all their shops asked at once."""
    shops = [row["shop_id"] for row in rows if row["shop_id"]]
    lights = await lights_of(connection, shops, today) if shops else {}
    return [_item(row, lights.get(row["shop_id"])) for row in rows]


def _item(row: Mapping[str, Any], light: Light | None) -> Mapping[str, Any]:
    return {
        **{name: row[name] for name in _SHOWN},
        "stage": CaseStage(row["stage"]),
        "stage_since": moment(row["stage_since"]),
        "touched_at": moment(row["touched_at"]),
        "next_step_on": row["next_step_on"].isoformat() if row["next_step_on"] else None,
        "light": {"state": light.state, "sentence": light.sentence} if light else None,
    }


_SHOWN = (
    "id", "name", "kind", "place", "postal_code", "municipality", "origin", "advisor_id",
    "advisor_name", "drop_reason", "next_step", "stale", "overdue", "shop_slug", "shop_status",
    "version",
)  # fmt: skip
