"""News of disputes: only the dispute itself is asked how it stands."""

from orders.payments.news import News, Tools
from orders.payments.stripe_money import StripeMoney
from orders.use_cases.follow_dispute import follow_dispute


async def dispute(tools: Tools, news: News) -> None:
    if news.subject_id:
        found = await StripeMoney(tools.api).dispute(news.subject_id)
        await follow_dispute(tools.database, found)
