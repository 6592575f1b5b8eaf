"""Somebody at the shop is stuck with a line and asks their advisor."""

import hashlib

from marketkit.errors import ConflictError

from catalog.domain.rights import Actor
from catalog.store import activity, mails
from catalog.use_cases.checklist.access import line_to_answer
from catalog.use_cases.checklist.forms import QuestionForm
from catalog.use_cases.ports import Surroundings


class NobodyToAskError(ConflictError):
    code = "nobody_to_ask"
    message = "Dieser Laden hat gerade keine Beratung, die wir anschreiben könnten."


async def ask_advisor(
    slug: str, key: str, form: QuestionForm, actor: Actor, around: Surroundings
) -> None:
    """A mail to whoever holds a mandate. The same question again on the same day is one mail."""
    async with around.db.session() as session:
        line = await line_to_answer(session, slug, key, actor, around)
        shop, now = line.shop, around.clock.now()
        advisors = [given for given in shop.mandates if given.holds(now) and given.advisor_email]
        if not advisors:
            raise NobodyToAskError
        digest = hashlib.sha256(form.question.encode()).hexdigest()[:16]
        for advisor in advisors:
            await mails.queue(
                session,
                kind="checklist_question",
                to=advisor.advisor_email,
                dedupe_key=f"question:{shop.id}:{advisor.advisor_id}:{key}:{around.today()}:{digest}",
                facts={
                    "advisor": advisor.advisor_name,
                    "shop": shop.name,
                    "requirement": line.requirement.title,
                    "question": form.question,
                    "name": actor.name,
                    "link": f"/theke/{slug}/nachweise#{key}",
                },
                shop_id=shop.id,
            )
        activity.note(
            session, actor, shop.id, role=line.role, at=line.by.at,
            action="checklist.asked", subject=line.requirement.title,
            changes={"question": [None, form.question]},
        )  # fmt: skip
