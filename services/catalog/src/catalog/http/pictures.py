"""Pictures: uploaded, described and removed by the shop, served to everyone."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from marketkit.uploads import described

from catalog.domain.errors import NoSuchPictureError
from catalog.domain.names import is_picture_file
from catalog.http import answers
from catalog.http.dependencies import Around, Member
from catalog.http.shapes import ProductShape
from catalog.http.uploads import read_upload
from catalog.queries.product_page import read_product
from catalog.use_cases.add_picture import add_picture
from catalog.use_cases.describe_picture import PictureChanges, describe_picture
from catalog.use_cases.remove_picture import remove_picture

router = APIRouter(tags=["pictures"])
_FOR_EVER = {
    # The name is random and never used again, so the file behind it never changes.
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'",
}
UPLOAD = described(alt={"type": "string", "maxLength": 200})


@router.post(
    "/api/v1/products/{product_id}/images",
    status_code=201,
    responses={201: {"model": ProductShape}},
    openapi_extra=UPLOAD,
)
async def post_image(product_id: UUID, request: Request, actor: Member, around: Around) -> Response:
    """Add a JPEG, PNG or WebP of up to 8 MiB; answers the product. Eight pictures at most."""
    upload = await read_upload(request)
    await add_picture(product_id, upload.content, upload.alt, actor, around)
    page = await read_product(around.db, product_id)
    return answers.created(page.answer, f"/api/v1/products/{product_id}")


@router.patch(
    "/api/v1/products/{product_id}/images/{image_id}", responses={200: {"model": ProductShape}}
)
async def patch_image(
    product_id: UUID,
    image_id: UUID,
    form: PictureChanges,
    request: Request,
    actor: Member,
    around: Around,
) -> Response:
    """Say what the picture shows."""
    await describe_picture(product_id, image_id, form, actor, around)
    page = await read_product(around.db, product_id)
    return answers.stored(request, page.answer, private=True)


@router.delete("/api/v1/products/{product_id}/images/{image_id}", status_code=204)
async def delete_image(product_id: UUID, image_id: UUID, actor: Member, around: Around) -> Response:
    """Take the picture away."""
    await remove_picture(product_id, image_id, actor, around)
    return Response(status_code=204)


@router.get("/media/{name}", response_class=Response)
async def get_media(name: str, around: Around) -> Response:
    """A picture file, to be kept for ever."""
    content = await around.files.read(name) if is_picture_file(name) else None
    if content is None:
        raise NoSuchPictureError
    return Response(content, headers=_FOR_EVER, media_type="image/webp")
