from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from gateway.identity.remembered import Remembered
from gateway.identity.service_tokens import ServiceTokens
from gateway.identity.signing_keys import signers
from gateway.settings import GatewaySettings
from marketkit.auth import GUEST
from pydantic import SecretStr, ValidationError

from tests.support.tokens import a_principal


def a_pem() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def settings_with(keys: object) -> GatewaySettings:
    return GatewaySettings(database_url=SecretStr("postgresql://x"), signing_keys=keys)  # type: ignore[arg-type] # as the environment gives it


def test_keys_come_as_text_as_path_or_as_a_list(tmp_path: Path) -> None:
    pem = a_pem()
    file = tmp_path / "key.pem"
    file.write_text(pem)

    kids = {
        tuple(signer.kid for signer in signers(settings_with(given).signing_keys))
        for given in (pem, str(file), f'["{file}"]', [pem])
    }

    assert len(kids) == 1


def test_several_keys_are_split_apart() -> None:
    assert len(settings_with(a_pem() + a_pem()).signing_keys) == 2
    assert len(settings_with("/a.pem, /b.pem").signing_keys) == 2


def test_there_is_no_key_by_default() -> None:
    with pytest.raises(ValidationError):
        settings_with("")


def test_a_key_of_another_kind_is_refused() -> None:
    key = generate_private_key(SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    with pytest.raises(TypeError):
        signers([SecretStr(pem)])


async def test_the_first_key_signs_and_all_are_published() -> None:
    tokens = ServiceTokens(signers([SecretStr(a_pem()), SecretStr(a_pem())]))
    anna = a_principal("resident")

    token = tokens.token_for(anna)

    published = tokens.jwks()["keys"]
    assert len({key["kid"] for key in published}) == 2
    assert jwt.get_unverified_header(token)["kid"] == published[0]["kid"]
    assert all("d" not in key for key in published)
    assert await tokens.verifier().verify(token) == anna


async def test_during_a_rotation_tokens_of_the_old_key_still_count() -> None:
    old, new = SecretStr(a_pem()), SecretStr(a_pem())
    token = ServiceTokens(signers([old])).token_for(GUEST)

    assert (await ServiceTokens(signers([new, old])).verifier().verify(token)).is_guest


def test_a_token_serves_half_its_life() -> None:
    seconds = 0.0
    tokens = ServiceTokens(signers([SecretStr(a_pem())]), now=lambda: seconds)
    first = tokens.guest_token()

    seconds = 29.9
    assert tokens.guest_token() == first
    seconds = 30.1
    assert tokens.guest_token() != first


def test_people_and_their_roles_have_tokens_of_their_own() -> None:
    tokens = ServiceTokens(signers([SecretStr(a_pem())]))
    anna = a_principal("resident")
    promoted = a_principal("resident", "advisor", account_id=anna.id)

    assert len({tokens.token_for(anna), tokens.token_for(promoted), tokens.guest_token()}) == 3


def test_the_memory_is_bounded() -> None:
    memory: Remembered[int, str] = Remembered(60, most=2)
    for number in range(3):
        memory.put(number, "x")

    assert [memory.get(number) for number in range(3)] == [None, "x", "x"]
