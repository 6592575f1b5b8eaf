"""All tables at once, so that the metadata is whole."""

from catalog.store.rows import Row
from catalog.store.rows_cases import CaseRow
from catalog.store.rows_checklist import ChecklistItemRow
from catalog.store.rows_demand import DemandRow
from catalog.store.rows_duties import NoticeCaseRow
from catalog.store.rows_gates import ProductReviewRow
from catalog.store.rows_imports import ImportJobRow
from catalog.store.rows_mails import MailRow
from catalog.store.rows_people import MandateRow
from catalog.store.rows_prices import PromotionChangeRow, PromotionRow
from catalog.store.rows_profile import LegalTextRow

__all__ = [
    "CaseRow",
    "ChecklistItemRow",
    "DemandRow",
    "ImportJobRow",
    "LegalTextRow",
    "MailRow",
    "MandateRow",
    "NoticeCaseRow",
    "ProductReviewRow",
    "PromotionChangeRow",
    "PromotionRow",
    "Row",
]
