"""Keys as others publish them, good and bad."""

from collections.abc import Iterator
from typing import Any

from tests.ehrenamtskarte.credential.vectors.signers import LUENEN, SELM


def key_vectors() -> Iterator[dict[str, Any]]:
    good, other = LUENEN.public.to_jwk(), SELM.public.to_jwk()
    issuer = good["issuer"]

    def vector(name: str, jwk: Any, *, taken: bool = False) -> dict[str, Any]:
        return {"name": name, "jwk": jwk, "taken": taken}

    def without(member: str) -> dict[str, Any]:
        return {name: value for name, value in good.items() if name != member}

    yield vector("good", good, taken=True)
    yield vector("member that nobody knows", good | {"x5t": "AAAA"}, taken=True)
    yield vector("without algorithm", without("alg"), taken=True)
    yield vector("without use", without("use"), taken=True)
    yield vector(
        "of an association",
        good | {"issuer": issuer | {"association": "Verbund Musterland"}},
        taken=True,
    )
    yield vector("name of 100 letters", good | {"issuer": issuer | {"name": "ü" * 100}}, taken=True)
    yield vector("without kid", without("kid"))
    yield vector("kid of another key", good | {"kid": other["kid"]})
    yield vector("kid in hexadecimal", good | {"kid": LUENEN.kid.hex()})
    yield vector("point off the curve", good | {"x": good["y"], "y": good["x"]})
    yield vector("padded coordinate", good | {"x": good["x"] + "="})
    yield vector("coordinate with plus", good | {"x": "+" + good["x"][1:]})
    yield vector("short coordinate", good | {"x": good["x"][:-1]})
    yield vector("coordinate a number", good | {"x": 7})
    yield vector("another curve", good | {"crv": "P-384"})
    yield vector("another kind", good | {"kty": "OKP"})
    yield vector("kind in a list", good | {"kty": ["EC"]})
    yield vector("another algorithm", good | {"alg": "ES384"})
    yield vector("for encryption", good | {"use": "enc"})
    yield vector("no use", good | {"use": None})
    yield vector("without issuer", without("issuer"))
    yield vector("issuer of text", good | {"issuer": "Lünen"})
    yield vector("issuer a list", good | {"issuer": ["05978024", "Lünen"]})
    yield vector("without name", good | {"issuer": {"ags": "05978024"}})
    yield vector("empty name", good | {"issuer": issuer | {"name": ""}})
    yield vector("name of 101 letters", good | {"issuer": issuer | {"name": "ü" * 101}})
    yield vector("short AGS", good | {"issuer": issuer | {"ags": "5978024"}})
    yield vector("AGS a number", good | {"issuer": issuer | {"ags": 5978024}})
    yield vector("AGS of other digits", good | {"issuer": issuer | {"ags": "٠٥٩٧٨٠٢٤"}})
    yield vector("association a number", good | {"issuer": issuer | {"association": 1}})
    yield vector("without list", without("status_list"))
    yield vector("list of another scheme", good | {"status_list": "javascript:alert(1)"})
    yield vector("list with a space", good | {"status_list": "https://karte.example/a b"})
    yield vector("list with a line end", good | {"status_list": "https://karte.example/a\n"})
    yield vector("endless list", good | {"status_list": "https://" + "a" * 201})
    yield vector("null", None)
    yield vector("text", "key")
    yield vector("number", 7)
    yield vector("list", [])
