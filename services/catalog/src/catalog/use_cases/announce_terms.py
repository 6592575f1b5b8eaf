"""Changes of the market's own terms reach every shop in writing, fifteen days before they hold."""

from catalog.domain.legal.template import Template
from catalog.store import announcements, mails
from catalog.use_cases.ports import Surroundings

BATCH = 50


async def announce_terms(around: Surroundings) -> bool:
    """Write to a batch of shops about what is announced; whether there are more."""
    today, more = around.today(), False
    for terms in around.legal.platform(today):
        if terms.announced is not None and terms.valid_from > today:
            more = await _tell(terms, around) or more
    return more


async def _tell(terms: Template, around: Surroundings) -> bool:
    beginning = f"platform-terms:{terms.version}:"
    text = in_a_line(around.legal.platform_text(terms))
    async with around.db.transaction() as tx:
        found = await announcements.untold(tx, beginning, BATCH)
        for shop in found:
            await mails.queue(
                tx,
                kind="platform_terms_announced",
                to=shop.email,
                dedupe_key=f"{beginning}{shop.id}",
                facts={
                    "shop": shop.name,
                    "date": terms.valid_from.isoformat(),
                    "terms": text,
                    "link": f"/theke/{shop.slug}/rechtstexte",
                },
                shop_id=shop.id,
            )
    return len(found) == BATCH


def in_a_line(text: str) -> str:
    """The whole wording, for a mail that has paragraphs only: the notice must keep for itself."""
    lines = (line.strip() for line in text.splitlines())
    return " ".join(
        f"{line.removeprefix('# ')}:" if line.startswith("# ") else line for line in lines if line
    )
