"""The events that services tell each other: versioned, immutable, only ever growing.

One module per publisher. A stored example of every event lives in `tests/contracts/examples`.
"""

from marketkit.contracts.accounts import AccountErased
from marketkit.contracts.catalog import (
    ImageState,
    LegalTextPublished,
    ProductChanged,
    ProductWithdrawn,
    RecalledItem,
    RecallPublished,
    ShopChanged,
    StaffChanged,
    StaffMember,
    StockCounted,
    UnitPrice,
    VariantState,
    WeighedState,
)
from marketkit.contracts.envelope import Event, event_types, parse_event
from marketkit.contracts.orders import (
    OrderCancelled,
    OrderPaid,
    OrderPlaced,
    RefundIssued,
    ShopOrderAccepted,
    ShopOrderCancelled,
    ShopOrderDeclined,
    ShopOrderHandedOver,
    ShopOrderReady,
    ShopOrderReduced,
    ShopOrderReopened,
    StockChanged,
    StockLevel,
    newest_levels,
)
from marketkit.contracts.search import DemandObserved

__all__ = [
    "AccountErased",
    "DemandObserved",
    "Event",
    "ImageState",
    "LegalTextPublished",
    "OrderCancelled",
    "OrderPaid",
    "OrderPlaced",
    "ProductChanged",
    "ProductWithdrawn",
    "RecallPublished",
    "RecalledItem",
    "RefundIssued",
    "ShopChanged",
    "ShopOrderAccepted",
    "ShopOrderCancelled",
    "ShopOrderDeclined",
    "ShopOrderHandedOver",
    "ShopOrderReady",
    "ShopOrderReduced",
    "ShopOrderReopened",
    "StaffChanged",
    "StaffMember",
    "StockChanged",
    "StockCounted",
    "StockLevel",
    "UnitPrice",
    "VariantState",
    "WeighedState",
    "event_types",
    "newest_levels",
    "parse_event",
]
