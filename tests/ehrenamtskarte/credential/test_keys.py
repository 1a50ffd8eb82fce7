import json
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import (
    Issuer,
    IssuerKey,
    IssuerKeySet,
    kid_of,
    make_private_key,
    point_from_jwk,
)
from ehrenamtskarte.credential.signing import sign_card
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from tests.ehrenamtskarte.credential.vectors.making import PRINTED
from tests.ehrenamtskarte.credential.vectors.signers import (
    ELSEWHERE,
    KNOWN,
    LUENEN,
    NOW,
    SELM,
    STRANGER,
)

Code = CredentialError.Code


def test_kid_follows_from_the_key():
    key = make_private_key().public_key()
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert kid_of(key) == sha256(info).digest()[:4]


def test_a_set_comes_back_as_it_was_published():
    found = IssuerKeySet.from_jwks(json.dumps(KNOWN.to_jwks()))
    assert found.to_jwks() == KNOWN.to_jwks()
    assert [key.issuer for key in found] == [LUENEN.issuer, SELM.issuer, ELSEWHERE.issuer]
    assert found.with_kid(SELM.kid)[0].status_list == SELM.address
    assert [key.kid for key in found.of_list(LUENEN.address)] == [LUENEN.kid]


def test_no_private_half_is_published():
    assert all("d" not in jwk for jwk in KNOWN.to_jwks()["keys"])


def test_wrong_keys_are_passed_over():
    wrong = LUENEN.public.to_jwk() | {"kid": "AAAAAA"}
    found = IssuerKeySet.from_jwks({"keys": [wrong, SELM.public.to_jwk(), None]})
    assert [key.issuer.name for key in found] == ["Selm"]


@pytest.mark.parametrize("document", ["", "[]", "{", '{"keys": 1}', b"\xff", "[" * 5_000, None, 7])
def test_no_set(document):
    with pytest.raises(CredentialError) as raised:
        IssuerKeySet.from_jwks(document)
    assert raised.value.code == Code.BAD_KEY_SET


def test_too_many_keys():
    with pytest.raises(CredentialError):
        IssuerKeySet.from_jwks({"keys": [{}] * 1_001})


def test_only_p_256():
    with pytest.raises(CredentialError):
        IssuerKey(ec.generate_private_key(ec.SECP384R1()).public_key(), LUENEN.issuer, "https://a")


def test_another_association_s_keys_bear_the_name_under_which_it_is_trusted():
    document = IssuerKeySet([ELSEWHERE.public]).to_jwks()
    (key,) = IssuerKeySet.from_jwks(document, association="Verbund Nord")
    assert key.issuer == Issuer("99999999", "Musterstadt", "Verbund Nord")


def test_another_association_keeps_its_lists_at_home():
    document = IssuerKeySet([ELSEWHERE.public, STRANGER.public]).to_jwks()
    found = IssuerKeySet.from_jwks(document, association="Nord", origin="https://muster.example")
    assert [key.issuer.name for key in found] == ["Musterstadt"]


def test_nobody_signs_another_association_s_list():
    """A key that claims Lünen's list for itself is left out, or it could let cards live again."""
    intruder = replace(STRANGER, issuer=replace(STRANGER.issuer, association="Nord"))
    claiming = replace(intruder, address=LUENEN.address).public
    found = IssuerKeySet([LUENEN.public, claiming])
    assert [key.issuer.name for key in found.of_list(LUENEN.address)] == ["Lünen"]
    assert found.with_kid(STRANGER.kid) == []


def test_a_list_outlives_its_keys():
    """A second key of the same town may sign the list that the first one began."""
    second = IssuerKey(make_private_key().public_key(), LUENEN.issuer, LUENEN.address)
    assert len(IssuerKeySet([LUENEN.public, second]).of_list(LUENEN.address)) == 2


def test_two_keys_of_one_name_are_told_apart_by_the_signature():
    """Four bytes may be the same by chance, where associations know nothing of each other."""
    keys = IssuerKeySet([ELSEWHERE.public, LUENEN.public])
    keys._by_kid[LUENEN.kid] = [ELSEWHERE.public, LUENEN.public]
    code = sign_card(PRINTED, LUENEN.private, LUENEN.kid)
    verdict = judge(code, keys=keys, lists={}, now=NOW)
    assert verdict.kind == VerdictKind.VALID_OLD_LIST
    assert verdict.issuer == LUENEN.issuer


def test_a_phone_s_key():
    jwk = LUENEN.public.to_jwk()
    assert point_from_jwk(jwk | {"ext": True, "key_ops": []})[:1] == b"\x04"
    for wrong in (None, {}, jwk | {"crv": "P-521"}, jwk | {"y": jwk["x"]}, jwk | {"y": 5}):
        with pytest.raises(CredentialError) as raised:
            point_from_jwk(wrong)
        assert raised.value.code == Code.BAD_KEY
