"""Terms of sale from the shop's own lawyer, instead of the market's template."""

from dataclasses import replace
from typing import Annotated

from marketkit.errors import FieldError, InvalidError
from pydantic import AfterValidator, StringConstraints

from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.store import activity, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.texts import Form, readable
from catalog.use_cases.versions import check_version

LONGEST = 60_000
_SHORTEST = 200


class OwnTermsForm(Form):
    """Plain text; empty: back to the template."""

    text: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=LONGEST),
        AfterValidator(readable),
    ]


async def put_own_terms(
    slug: str, form: OwnTermsForm, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    """A new version unless it says the same. The withdrawal notice stays the law's."""
    if form.text and len(form.text) < _SHORTEST:
        message = "Das ist zu kurz für Verkaufsbedingungen. Bitte den ganzen Text einfügen."
        raise InvalidError(errors=[FieldError("text", message)])
    async with around.db.session() as session:
        before = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, before, Action.PROFILE, around.clock.now())
        check_version(before.version, expected)
        text = "\n".join(line.rstrip() for line in form.text.splitlines())
        if text == before.own_terms:
            return
        shop = replace(before, own_terms=text).changed(around.clock.now())
        await keep_shop(session, shop, around)
        activity.note(
            session, actor, shop.id, role=role, at=shop.updated_at, action="shop.terms_changed",
            subject=shop.name, changes={"own_terms": [_size(before.own_terms), _size(text)]},
        )  # fmt: skip


def _size(text: str) -> str:
    return f"{len(text)} Zeichen" if text else "Vorlage des Marktes"
