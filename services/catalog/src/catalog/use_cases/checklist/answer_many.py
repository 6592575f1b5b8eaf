"""Several answers in one request: all of them, or none."""

from marketkit.db import Session
from marketkit.errors import DomainError, FieldError, InvalidError, NotFoundError

from catalog.domain.checklist.requirement import Evidence
from catalog.domain.rights import Actor
from catalog.store import shops
from catalog.use_cases.checklist.access import Line, line_to_answer
from catalog.use_cases.checklist.answer import declare_line
from catalog.use_cases.checklist.decide import waive_line
from catalog.use_cases.checklist.forms import AnswerForm, AnswersForm, ProofForm
from catalog.use_cases.checklist.put_proof import prove
from catalog.use_cases.ports import Surroundings


async def answer_many(slug: str, form: AnswersForm, actor: Actor, around: Surroundings) -> None:
    """Raises InvalidError naming each answer that cannot be; the same again changes nothing."""
    wrong: list[FieldError] = []
    async with around.db.session() as session:
        for index, answer in enumerate(form.answers):
            line = await line_to_answer(session, slug, answer.key, actor, around)
            try:
                await _answer(session, line, answer, actor, around)
            except NotFoundError:
                raise
            except DomainError as refusal:
                wrong += _named(index, refusal)
        if wrong:
            raise InvalidError(errors=wrong)


async def _answer(
    session: Session, line: Line, answer: AnswerForm, actor: Actor, around: Surroundings
) -> None:
    if answer.waive is not None:
        await waive_line(session, line, answer.waive, actor)
    elif line.requirement.evidence is Evidence.PROOF:
        line.check_may_say()
        # An answer before this one may have changed the shop, too.
        shop = await shops.get(session, line.shop.slug)
        proof = ProofForm(number=answer.number, valid_until=answer.valid_until)
        await prove(session, shop, line.role, line.requirement.proof, proof, actor, around)
    else:
        await declare_line(session, line, answer.valid_until, actor, around)


def _named(index: int, refusal: DomainError) -> list[FieldError]:
    at = f"answers[{index}]"
    if not refusal.errors:
        return [FieldError(at, refusal.message)]
    return [FieldError(f"{at}.{error.field}", error.message) for error in refusal.errors]
