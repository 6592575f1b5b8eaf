"""Who works in a shop, and businesses that want to come."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from catalog.http import answers
from catalog.http.dependencies import Address, Around, Caller, IdempotencyKey, Member, Slug
from catalog.http.people_shapes import (
    CountersShape,
    InvitationShape,
    InvitedShape,
    PeopleShape,
    ReceivedShape,
)
from catalog.http.shop_shapes import InsideShopShape
from catalog.queries.people import my_counters, people_of, read_invitation
from catalog.queries.shop_page import read_shop
from catalog.store.answers import moment
from catalog.use_cases.people.apply import apply
from catalog.use_cases.people.change_people import change_role, remove_person
from catalog.use_cases.people.forms import ApplicationForm, InvitationForm, RoleForm
from catalog.use_cases.people.invite import accept_invitation, end_invitation, invite
from catalog.use_cases.people.open_own_shop import open_own_shop
from catalog.use_cases.shop_form import ShopForm

router = APIRouter(prefix="/api/v1", tags=["people"])


@router.get("/shops/{slug}/people", responses={200: {"model": PeopleShape}})
async def get_people(slug: Slug, actor: Member, around: Around) -> Response:
    """Who works here; open invitations for the owner."""
    return answers.plain(await people_of(around.db, slug, actor, around.clock.now()))


@router.post("/shops/{slug}/invitations", status_code=201, responses={201: {"model": InvitedShape}})
async def post_invitation(
    slug: Slug, form: InvitationForm, actor: Member, around: Around
) -> Response:
    """The link goes to that address, and to nobody else."""
    invited = (await invite(slug, form, actor, around)).invitation
    return answers.plain({"id": invited.id, "expires_at": moment(invited.expires_at)}, status=201)


@router.delete("/shops/{slug}/invitations/{invitation_id}", status_code=204)
async def delete_invitation(
    slug: Slug, invitation_id: UUID, actor: Member, around: Around
) -> Response:
    await end_invitation(slug, invitation_id, actor, around)
    return Response(status_code=204)


@router.patch("/shops/{slug}/people/{account_id}", responses={200: {"model": PeopleShape}})
async def patch_person(
    slug: Slug, account_id: UUID, form: RoleForm, actor: Member, around: Around
) -> Response:
    """Another role; the last owner stays one."""
    await change_role(slug, account_id, form, actor, around)
    return answers.plain(await people_of(around.db, slug, actor, around.clock.now()))


@router.delete("/shops/{slug}/people/{account_id}", status_code=204)
async def delete_person(slug: Slug, account_id: UUID, actor: Member, around: Around) -> Response:
    """An owner sends somebody away, or one leaves oneself; the last owner cannot go."""
    await remove_person(slug, account_id, actor, around)
    return Response(status_code=204)


@router.get("/invitations/{code}", responses={200: {"model": InvitationShape}})
async def get_invitation(code: str, actor: Caller, around: Around) -> Response:
    """Which shop the link invites to, and as what."""
    return answers.plain(await read_invitation(around.db, code, actor, around.clock.now()))


@router.post("/invitations/{code}/accept", responses={200: {"model": InsideShopShape}})
async def post_accept(code: str, request: Request, actor: Member, around: Around) -> Response:
    """The same account may ask again; for anyone else the link is used."""
    shop = await accept_invitation(code, actor, around)
    answer = await read_shop(around.db, shop.slug, actor, around.clock.now())
    return answers.stored(request, answer, private=True)


@router.get("/my/counters", responses={200: {"model": CountersShape}})
async def get_counters(actor: Member, around: Around) -> Response:
    """The shops at whose counters one may stand, by name: at most fifty."""
    return answers.plain({"items": await my_counters(around.db, actor, around.clock.now())})


@router.post("/my/shops", status_code=201, responses={201: {"model": InsideShopShape}})
async def post_own_shop(
    form: ShopForm, actor: Member, around: Around, idempotency_key: IdempotencyKey = None
) -> Response:
    """A draft of one's own, without an advisor."""
    shop = await open_own_shop(form, actor, idempotency_key, around)
    answer = await read_shop(around.db, shop.slug, actor, around.clock.now())
    return answers.created(answer, f"/api/v1/shops/{shop.slug}")


@router.post("/applications", status_code=202, responses={202: {"model": ReceivedShape}})
async def post_application(form: ApplicationForm, address: Address, around: Around) -> Response:
    """A business wants to come. The same again on one day is one application."""
    await apply(form, address, around)
    return answers.plain({"received": True}, status=202)
