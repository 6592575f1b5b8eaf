"""The beginning of every answer: the line, the shop, locked, and the right to answer it."""

from dataclasses import dataclass
from datetime import datetime

from marketkit.db import Session
from marketkit.errors import ForbiddenError, NotFoundError

from catalog.domain.checklist.item import By, Item
from catalog.domain.checklist.requirement import GivenBy, Requirement
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop
from catalog.store import activity, checklist_items, checklists, shops
from catalog.use_cases.ports import Surroundings

OF_THE_MARKET = frozenset({"advisor", "operator"})


class NoSuchRequirementError(NotFoundError):
    code = "requirement_not_found"
    message = "Diesen Punkt gibt es auf der Checkliste nicht."


class OnlyOwnerSaysError(ForbiddenError):
    code = "only_owner_says"
    message = "Das kann nur die Inhaberin oder der Inhaber selbst erklären."


class OnlyMarketDecidesError(ForbiddenError):
    code = "only_market_decides"
    message = "Darüber entscheidet die Beratung oder der Betrieb des Marktes."


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one shop's checklist, while somebody answers it."""

    requirement: Requirement
    shop: Shop
    role: str
    item: Item
    by: By

    @property
    def by_market(self) -> bool:
        return self.role in OF_THE_MARKET

    def check_may_say(self) -> None:
        """Nobody declares for the owner, and nobody confirms for the market."""
        if self.requirement.given_by is GivenBy.OWNER and self.role != "owner":
            raise OnlyOwnerSaysError
        if self.requirement.given_by is GivenBy.MARKET:
            self.check_of_market()

    def check_of_market(self) -> None:
        if not self.by_market:
            raise OnlyMarketDecidesError


async def line_to_answer(
    session: Session, slug: str, key: str, actor: Actor, around: Surroundings
) -> Line:
    """The shop's row is locked, so two answers to one line come one after the other."""
    now = around.clock.now()
    shop = await shops.get(session, slug, lock=True)
    role = check_may_edit(actor, shop, Action.PROOFS, now)
    requirement = (await checklists.current(around.db.pool)).find(key)
    if requirement is None:
        raise NoSuchRequirementError
    item = await checklist_items.get(session, shop.id, key)
    return Line(requirement, shop, role, item, by_of(actor, now))


async def keep_answer(session: Session, line: Line, item: Item, actor: Actor, action: str) -> None:
    """Save it and write down what has changed; the same answer again changes nothing."""
    before = line.item
    if item == before:
        return
    await checklist_items.save(session, item)
    changed = {
        name: [_said(getattr(before, name)), _said(getattr(item, name))]
        for name in ("shown", "reason", "valid_until", "waiver_reason", "waived_until")
        if getattr(before, name) != getattr(item, name)
    }
    activity.note(
        session, actor, line.shop.id, role=line.role, at=line.by.at, action=action,
        subject=line.requirement.title, changes=changed,
    )  # fmt: skip


def by_of(actor: Actor, at: datetime) -> By:
    assert actor.id is not None
    return By(actor.id, actor.name, at)


def _said(value: object) -> str | None:
    return None if value is None else str(value)
