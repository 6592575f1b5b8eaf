"""All tables of this service, gathered so that `Row.metadata` is complete."""

from orders.store.row import Row
from orders.store.rows_carts import CartLineRow, CartRow
from orders.store.rows_copies import (
    OfferRow,
    ProductCopyRow,
    ShopCopyRow,
    StaffCopyRow,
    StaffVersionRow,
)
from orders.store.rows_fulfilment import ReductionRow, SlotLoadRow
from orders.store.rows_orders import (
    HistoryRow,
    IdempotencyRow,
    OrderLineRow,
    OrderRow,
    ShopOrderRow,
)
from orders.store.rows_payments import MailRow, PaymentRow, RefundRow, StripeEventRow
from orders.store.rows_recalls import RecallOrderRow, RecallProductRow, RecallRow
from orders.store.rows_stock import HoldRow, StockMovementRow, StockRow
from orders.store.rows_ways import PickupPointRow, PointShopRow, TourRow, TourShopRow
from orders.store.rows_withdrawals import WithdrawalPartRow, WithdrawalRow

__all__ = [
    "CartLineRow",
    "CartRow",
    "HistoryRow",
    "HoldRow",
    "IdempotencyRow",
    "MailRow",
    "OfferRow",
    "OrderLineRow",
    "OrderRow",
    "PaymentRow",
    "PickupPointRow",
    "PointShopRow",
    "ProductCopyRow",
    "RecallOrderRow",
    "RecallProductRow",
    "RecallRow",
    "ReductionRow",
    "RefundRow",
    "Row",
    "ShopCopyRow",
    "ShopOrderRow",
    "SlotLoadRow",
    "StaffCopyRow",
    "StaffVersionRow",
    "StockMovementRow",
    "StockRow",
    "StripeEventRow",
    "TourRow",
    "TourShopRow",
    "WithdrawalPartRow",
    "WithdrawalRow",
]
