"""Messages nobody could handle: look at them, and put them back to work."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.messaging import BusUnavailableError, DeadLetter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.forms import read
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page

_MOST = 100


@dataclass(frozen=True, slots=True)
class Letter:
    id: str
    type: str
    queue: str
    reason: str
    died_at: datetime | None
    body: str


async def letters(request: Request) -> Response:
    try:
        found = await request.app.state.bus.dead_letters(None, _MOST)
    except BusUnavailableError:
        found = None
    shown = None if found is None else [_letter(dead) for dead in found]
    return page(request, "operations/dead_letters.html", tab="dead", letters=shown)


async def replay(request: Request) -> Response:
    """A message that is no longer parked is not replayed again: twice is once."""
    form = await read(request)
    bus, queue = request.app.state.bus, form.text("queue")
    try:
        wanted = UUID(form.text("id"))
    except ValueError as unknown:
        raise PageProblem(400) from unknown
    known = {dead.queue for dead in await bus.dead_letters(None, _MOST)}
    if queue in known:
        await bus.replay(queue, [wanted])
    return go(request, "/betrieb/fehler", "replayed")


def _letter(dead: DeadLetter) -> Letter:
    message = dead.message
    return Letter(
        str(message.id),
        message.type,
        dead.queue,
        dead.reason,
        message.time,
        message.body.decode("utf-8", "replace"),
    )


ROUTES = [
    Route("/betrieb/fehler", needs("operator", letters)),
    Route("/betrieb/fehler/wiederholen", needs("operator", replay), methods=["POST"]),
]
