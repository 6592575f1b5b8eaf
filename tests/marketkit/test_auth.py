"""Only the gateway's own, fresh, EdDSA-signed tokens get in."""

import base64
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from marketkit.auth import AUDIENCE, GUEST, ISSUER, LEEWAY_SECONDS, Principal
from marketkit.clock import new_id
from marketkit.errors import UnauthenticatedError

from tests.support.tokens import SIGNER, a_principal, a_verifier


def claims(**changes: object) -> dict[str, object]:
    now = int(time.time())
    sound = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + 60, "roles": []}
    return {**sound, "sub": str(new_id()), "name": "A", "email": "a@example.org", **changes}


async def test_a_token_carries_the_person_and_the_roles() -> None:
    anna = a_principal("resident", "shop_staff")

    assert await a_verifier().verify(SIGNER.mint(anna)) == anna


async def test_a_guest_token_names_nobody_and_grants_nothing() -> None:
    token = SIGNER.mint(Principal(roles=frozenset({"operator"})))

    assert await a_verifier().verify(token) == GUEST


async def test_an_expired_token_is_refused_even_when_it_was_good_before() -> None:
    verifier, token = a_verifier(), SIGNER.mint(a_principal(), ttl=-LEEWAY_SECONDS + 1)
    await verifier.verify(token)

    old = SIGNER.mint(a_principal(), ttl=-LEEWAY_SECONDS - 1)
    with pytest.raises(UnauthenticatedError):
        await verifier.verify(old)


@pytest.mark.parametrize(
    "changes", [{"aud": "somebody"}, {"iss": "somebody"}, {"sub": "not-a-uuid"}, {"roles": None}]
)
async def test_wrong_claims_are_refused(changes: dict[str, object]) -> None:
    token = jwt.encode(claims(**changes), SIGNER._key, "EdDSA", {"kid": SIGNER.kid})

    with pytest.raises(UnauthenticatedError):
        await a_verifier().verify(token)


async def test_a_foreign_key_an_unknown_kid_and_garbage_are_refused() -> None:
    foreign = jwt.encode(claims(), Ed25519PrivateKey.generate(), "EdDSA", {"kid": SIGNER.kid})
    unknown = jwt.encode(claims(), SIGNER._key, "EdDSA", {"kid": "nobody"})

    for token in (foreign, unknown, "", "a.b.c", "….…"):
        with pytest.raises(UnauthenticatedError):
            await a_verifier().verify(token)


async def test_alg_none_and_hmac_with_the_public_key_are_refused() -> None:
    unsigned = jwt.encode(claims(), "", "none", {"kid": SIGNER.kid})
    secret = base64.urlsafe_b64decode(SIGNER.jwk()["x"] + "=")
    forged = jwt.encode(claims(), secret, "HS256", {"kid": SIGNER.kid})

    for token in (unsigned, forged):
        with pytest.raises(UnauthenticatedError):
            await a_verifier().verify(token)


def test_the_public_key_set_holds_no_private_part() -> None:
    assert "d" not in json.loads(json.dumps(SIGNER.jwk()))
