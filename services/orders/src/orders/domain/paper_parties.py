"""Seller and buyer of a paper, from what the shop and the order say when it is issued."""

from collections.abc import Mapping
from typing import Any

from orders.domain.paper import Party


def seller_of(shop: Mapping[str, Any], tax_number: str) -> Party:
    """The shop as its imprint names it; nobody else answers for its papers."""
    imprint = shop["imprint"]
    legal_name = str(imprint.get("legal_name") or "")
    return Party(
        name=legal_name,
        trade_name=str(shop["name"]) if shop["name"] != legal_name else "",
        contact=str(imprint.get("representative") or legal_name),
        street=str(shop["street"]),
        postal_code=str(shop["postal_code"]),
        place=str(shop["place"]),
        vat_id=str(imprint.get("vat_id") or "").replace(" ", ""),
        tax_number=tax_number,
        register_entry=str(imprint.get("register_entry") or ""),
        email=str(shop["email"]),
        phone=str(shop["phone"]),
    )


def buyer_of(
    contact_name: str,
    contact_email: str | None,
    business: Mapping[str, Any] | None,
    fulfilment: Mapping[str, Any] | None,
) -> Party:
    """A business as it named itself at the checkout; else the person, and where it was brought."""
    if business:
        return Party(
            name=str(business["company"]),
            contact=contact_name,
            street=str(business.get("street") or ""),
            postal_code=str(business.get("postal_code") or ""),
            place=str(business.get("place") or ""),
            vat_id=str(business.get("vat_id") or "").replace(" ", ""),
            email=str(business.get("email") or contact_email or ""),
            reference=str(business.get("reference") or ""),
            is_business=True,
        )
    address = (fulfilment or {}).get("address") or {}
    return Party(
        name=contact_name,
        street=str(address.get("street") or ""),
        postal_code=str(address.get("postal_code") or ""),
        place=str(address.get("place") or ""),
        email=contact_email or "",
    )
