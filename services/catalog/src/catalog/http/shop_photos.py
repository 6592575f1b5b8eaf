"""The photo of a shop."""

from fastapi import APIRouter, Request, Response

from catalog.http import answers
from catalog.http.dependencies import Around, ExpectedVersion, Member, Slug
from catalog.http.pictures import UPLOAD
from catalog.http.shop_shapes import InsideShopShape
from catalog.http.uploads import read_upload
from catalog.queries.shop_page import read_shop
from catalog.use_cases.shop_photo import PhotoChanges, describe_photo, put_photo, remove_photo

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["shops"])


@router.put("/image", responses={200: {"model": InsideShopShape}}, openapi_extra=UPLOAD)
async def put_image(slug: Slug, request: Request, actor: Member, around: Around) -> Response:
    """A JPEG, PNG or WebP of up to 8 MiB instead of what stood there; answers the shop."""
    upload = await read_upload(request)
    await put_photo(slug, upload.content, upload.alt, actor, around)
    answer = await read_shop(around.db, slug, actor, around.clock.now())
    return answers.stored(request, answer, private=True)


@router.patch("/image", responses={200: {"model": InsideShopShape}})
async def patch_image(
    slug: Slug,
    form: PhotoChanges,
    request: Request,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Say what the photo shows."""
    await describe_photo(slug, form, actor, expected, around)
    answer = await read_shop(around.db, slug, actor, around.clock.now())
    return answers.stored(request, answer, private=True)


@router.delete("/image", status_code=204)
async def delete_image(slug: Slug, actor: Member, around: Around) -> Response:
    """Back to the drawing."""
    await remove_photo(slug, actor, around)
    return Response(status_code=204)
