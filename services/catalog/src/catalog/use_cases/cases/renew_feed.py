"""An advisor's calendar address: made anew, or ended."""

import secrets

from catalog.domain.cases.rights import check_is_team
from catalog.domain.rights import Actor
from catalog.store import calendar_feeds
from catalog.use_cases.ports import Surroundings

SECRET_BYTES = 32


async def renew_feed(actor: Actor, around: Surroundings) -> str:
    """The secret is readable here once; the address before is dead from now on."""
    check_is_team(actor)
    assert actor.id is not None
    secret = secrets.token_urlsafe(SECRET_BYTES)
    async with around.db.session() as session:
        await calendar_feeds.renew(session, actor.id, secret, around.clock.now())
    return secret


async def note_visit(actor: Actor, around: Surroundings) -> None:
    """Nobody tells us when a role is taken away: the address needs its advisor to keep coming."""
    check_is_team(actor)
    assert actor.id is not None
    async with around.db.session() as session:
        await calendar_feeds.note_visit(session, actor.id, around.clock.now())


async def end_feed(actor: Actor, around: Surroundings) -> None:
    """Without one nothing happens."""
    check_is_team(actor)
    assert actor.id is not None
    async with around.db.session() as session:
        await calendar_feeds.end(session, actor.id)
