"""A shop's legal texts follow what is said about it, version by version."""

from collections.abc import Mapping
from dataclasses import replace

from marketkit.clock import new_id
from marketkit.db import Session

from catalog.domain.legal.template import Kind
from catalog.domain.legal.versions import LegalText, digest_of
from catalog.domain.legal.write import Written, written
from catalog.domain.shop import Shop
from catalog.store import legal_texts
from catalog.use_cases import facts
from catalog.use_cases.ports import Surroundings


async def with_texts(session: Session, shop: Shop, around: Surroundings) -> Shop:
    """The shop with the texts that hold from now on; what reads otherwise is a new version.

    The caller holds the shop's row, so nobody else writes the same version.
    """
    today = around.today()
    known = await legal_texts.newest(session, shop.id)
    texts = [_next(shop, one, known, around) for one in written(shop, around.legal, today)]
    new = [text for text in texts if text not in known.values()]
    legal_texts.add(session, new)
    for text in new:
        session.record(facts.text_published(text))
    return replace(
        shop,
        legal=tuple(text.ref for text in texts),
        legal_edition=around.legal.edition(today),
    )


def _next(
    shop: Shop, now: Written, known: Mapping[Kind, LegalText], around: Surroundings
) -> LegalText:
    """The last version, if it still says the same and lacks the same."""
    last = known.get(now.kind)
    digest = digest_of(now.title, now.text)
    if last and (last.digest, last.missing, last.template) == (digest, now.missing, now.template):
        return last
    return LegalText(
        id=new_id(),
        shop_id=shop.id,
        kind=now.kind,
        version=last.version + 1 if last else 1,
        title=now.title,
        text=now.text,
        digest=digest,
        template=now.template,
        missing=now.missing,
        valid_from=around.clock.now(),
    )
