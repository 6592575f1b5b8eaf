"""An invoice that names somebody wrong: what it says, what would change, and writing it anew."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.errors import FieldError
from marketkit.service import SignedIn
from pydantic import Field, field_validator

from orders.domain.buyer import is_vat_id, tidy_vat_id
from orders.domain.paper import Party
from orders.domain.paper_errors import CorrectionIncompleteError
from orders.domain.shown import Document, money
from orders.files.paper_words import NAMED
from orders.http.answers import answer
from orders.http.bodies import EMAIL, Body, Optional, Reason, Text
from orders.http.dependencies import Ctx, Slug
from orders.use_cases.read_papers import shop_of_book_keeper
from orders.use_cases.reissue_paper import Asked, Standing, preview, reissue_paper, stands

router = APIRouter(prefix="/api/v1/shops/{slug}/invoices/{invoice_id}", tags=["invoices"])
_SAID = (
    "name", "contact", "street", "postal_code", "place", "vat_id", "reference", "email",
    "is_business",
)  # fmt: skip
_OF_BUSINESS = {"street": "Straße", "postal_code": "Postleitzahl", "place": "Ort"}


class BuyerBody(Body):
    """Who should have been named. A business needs an address (§ 14 Abs. 4 UStG)."""

    name: Text = Field(min_length=2, max_length=160)
    contact: Text = Field(default="", max_length=120)
    street: Text = Field(default="", max_length=120)
    postal_code: Text = Field(default="", max_length=12)
    place: Text = Field(default="", max_length=80)
    vat_id: Text = Field(default="", max_length=30)
    reference: Text = Field(default="", max_length=100)
    """A Leitweg-ID, or the buyer's own order number."""
    email: Annotated[Text | None, Optional] = Field(default=None, max_length=254, pattern=EMAIL)
    is_business: bool = False

    @field_validator("vat_id")
    @classmethod
    def has_the_form_of_its_country(cls, value: str) -> str:
        tidy = tidy_vat_id(value)
        if tidy and not is_vat_id(tidy):
            message = "Diese USt-IdNr. kann nicht stimmen; eine deutsche ist DE und neun Ziffern."
            raise ValueError(message)
        return tidy

    def party(self) -> Party:
        if self.is_business:
            lacking = [name for name in _OF_BUSINESS if not getattr(self, name)]
            if lacking:
                raise CorrectionIncompleteError(
                    errors=[
                        FieldError(f"buyer.{name}", f"{_OF_BUSINESS[name]}: Bitte angeben.")
                        for name in lacking
                    ]
                )
        return Party(**(self.model_dump() | {"email": self.email or ""}))


class PreviewBody(Body):
    buyer: BuyerBody


class CorrectionBody(PreviewBody):
    reason: Reason


@router.get("/correction")
async def get_correction(
    slug: Slug, invoice_id: UUID, context: Ctx, principal: SignedIn
) -> Response:
    """Whom the invoice names now; `stands` is false once nothing of it is left."""
    assert principal.id
    shop_id = await shop_of_book_keeper(context, slug, principal.id)
    found = await stands(context, shop_id, invoice_id)
    return answer({"stands": found is not None, **(_said(found) if found else {})})


@router.post("/correction/preview")
async def post_preview(
    slug: Slug, invoice_id: UUID, body: PreviewBody, context: Ctx, principal: SignedIn
) -> Response:
    """What the new invoice would say otherwise. Nothing is written."""
    assert principal.id
    shop_id = await shop_of_book_keeper(context, slug, principal.id)
    found, changed = await preview(context, Asked(shop_id, invoice_id, body.buyer.party()))
    shown = [
        {
            "side": each.side,
            "field": each.field,
            "words": NAMED[each.field],
            "before": each.before,
            "after": each.after,
        }
        for each in changed
    ]
    return answer({**_said(found), "changes": shown})


@router.post("/correction")
async def post_correction(
    slug: Slug, invoice_id: UUID, body: CorrectionBody, context: Ctx, principal: SignedIn
) -> Response:
    """Cancels it and writes a new one with the same lines. Twice is once."""
    assert principal.id
    shop_id = await shop_of_book_keeper(context, slug, principal.id)
    asked = Asked(shop_id, invoice_id, body.buyer.party(), body.reason)
    written = await reissue_paper(context, asked)
    return answer({"cancellation_id": written.cancellation, "invoice_id": written.invoice})


def _said(found: Standing) -> Document:
    said = found.invoice.document
    return {
        "number": found.invoice.number,
        "issued_on": said["issued_on"],
        "shop_order_number": said["order"].get("shop_order_number", ""),
        "total": money(found.gross),
        "buyer": {name: said["buyer"][name] for name in _SAID},
    }
