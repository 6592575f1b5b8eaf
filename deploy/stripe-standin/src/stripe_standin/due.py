"""What happens by itself when its time has come: a debit arrives, an authorisation lapses."""

from collections.abc import Callable, Mapping

from stripe_standin.desk import Desk, new_id
from stripe_standin.store import Document

Happening = Callable[[Desk, str], None]


def plan(desk: Desk, what: str, subject: str, at: int) -> Document:
    return desk.store.put(
        {"id": new_id("due_"), "object": "due", "what": what, "subject": subject, "at": at}
    )


def happen(desk: Desk, happenings: Mapping[str, Happening]) -> None:
    """Everything that is due, the oldest first; each once."""
    for planned in desk.store.due(desk.stamp()):
        desk.store.drop(planned["id"])
        happenings[planned["what"]](desk, planned["subject"])
