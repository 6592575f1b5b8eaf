"""The contracts that go along with a receipt: made here, where nobody waits for an answer."""

from typing import Final

import structlog
from marketkit.mail import Attachment
from marketkit.pdf import PdfError

from orders.files import contract
from orders.use_cases.ports import Notice
from orders.use_cases.read_contract import Contracts

log = structlog.get_logger(__name__)
WITH_CONTRACTS: Final = frozenset({Notice.ORDER_RECEIVED})
"""The contract is made by ordering, whatever becomes of the payment."""


async def contracts_of(found: Contracts) -> tuple[Attachment, ...]:
    """One paper for each shop. The letter says it all too: it does not wait for a broken paper."""
    papers = []
    for part in found.order.shop_orders:
        try:
            made = await contract.as_pdf(found.order, part, found.texts)
        except PdfError:
            log.exception("contract_not_drawn", number=part.number)
        else:
            papers.append(Attachment(contract.file_name(part), made))
    return tuple(papers)
