"""All tables of this service, gathered so that `Row.metadata` is complete."""

from orders.store.row import Row
from orders.store.rows_carts import CartLineRow, CartRow
from orders.store.rows_contracts import AgeCheckRow, LegalTextCopyRow
from orders.store.rows_copies import (
    OfferRow,
    ProductCopyRow,
    ShopCopyRow,
    StaffCopyRow,
    StaffVersionRow,
)
from orders.store.rows_fulfilment import ReductionRow, SlotLoadRow
from orders.store.rows_keeping import RetentionLogRow
from orders.store.rows_kinds import (
    EmptiesRow,
    QuotePhotoRow,
    QuoteRow,
    QuoteStepRow,
    WeighingRow,
)
from orders.store.rows_ledger import LedgerEntryRow, LedgerPostingRow
from orders.store.rows_orders import (
    HistoryRow,
    IdempotencyRow,
    OrderLineRow,
    OrderRow,
    ShopOrderRow,
)
from orders.store.rows_papers import (
    InvoiceRow,
    PaperCircleRow,
    PaperFileRow,
    PaperSettingsRow,
    PaperWantedRow,
)
from orders.store.rows_payments import MailRow, PaymentRow, RefundRow, StripeEventRow
from orders.store.rows_payouts import (
    CommissionRuleRow,
    PayoutRow,
    ShareRow,
    ShopAccountRow,
    TransferReversalRow,
    TransferRow,
)
from orders.store.rows_provider import (
    CaptureRow,
    DisputeRow,
    DisputeShareRow,
    PaymentMarkRow,
    PaymentMatterRow,
    ReconciledDayRow,
    StrayMoneyRow,
)
from orders.store.rows_recalls import RecallOrderRow, RecallProductRow, RecallRow
from orders.store.rows_rounds import (
    RoundListRow,
    RoundProducerRow,
    SellingRoundRow,
    ShopRulesRow,
)
from orders.store.rows_stock import HoldRow, StockMovementRow, StockRow
from orders.store.rows_ways import PickupPointRow, PointShopRow, TourRow, TourShopRow
from orders.store.rows_withdrawals import WithdrawalPartRow, WithdrawalRow
from orders.store.rows_working import (
    AnswerWatchRow,
    CounterRefundRow,
    GoodwillRow,
    HoldChangeRow,
    ReturnedLineRow,
    SubstituteRow,
)

__all__ = [
    "AgeCheckRow",
    "AnswerWatchRow",
    "CaptureRow",
    "CartLineRow",
    "CartRow",
    "CommissionRuleRow",
    "CounterRefundRow",
    "DisputeRow",
    "DisputeShareRow",
    "EmptiesRow",
    "GoodwillRow",
    "HistoryRow",
    "HoldChangeRow",
    "HoldRow",
    "IdempotencyRow",
    "InvoiceRow",
    "LedgerEntryRow",
    "LedgerPostingRow",
    "LegalTextCopyRow",
    "MailRow",
    "OfferRow",
    "OrderLineRow",
    "OrderRow",
    "PaperCircleRow",
    "PaperFileRow",
    "PaperSettingsRow",
    "PaperWantedRow",
    "PaymentMarkRow",
    "PaymentMatterRow",
    "PaymentRow",
    "PayoutRow",
    "PickupPointRow",
    "PointShopRow",
    "ProductCopyRow",
    "QuotePhotoRow",
    "QuoteRow",
    "QuoteStepRow",
    "RecallOrderRow",
    "RecallProductRow",
    "RecallRow",
    "ReconciledDayRow",
    "ReductionRow",
    "RefundRow",
    "RetentionLogRow",
    "ReturnedLineRow",
    "RoundListRow",
    "RoundProducerRow",
    "Row",
    "SellingRoundRow",
    "ShareRow",
    "ShopAccountRow",
    "ShopCopyRow",
    "ShopOrderRow",
    "ShopRulesRow",
    "SlotLoadRow",
    "StaffCopyRow",
    "StaffVersionRow",
    "StockMovementRow",
    "StockRow",
    "StrayMoneyRow",
    "StripeEventRow",
    "SubstituteRow",
    "TourRow",
    "TourShopRow",
    "TransferReversalRow",
    "TransferRow",
    "WeighingRow",
    "WithdrawalPartRow",
    "WithdrawalRow",
]
