"""An authority like Apple's and a service account like Google's, made for the tests alone."""

import datetime as dt
import json
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FAR = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
PASS_TYPE, TEAM = "pass.org.example.ehrenamtskarte", "ABCDE12345"


def name_of(common_name, **more):
    oids = {"uid": NameOID.USER_ID, "team": NameOID.ORGANIZATIONAL_UNIT_NAME}
    attributes = [x509.NameAttribute(oids[key], value) for key, value in more.items()]
    return x509.Name([*attributes, x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def certify(subject, key, issuer, issuer_key, *, is_authority=False, until=FAR):
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if not is_authority:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purpose, critical=False)
    return builder.sign(issuer_key, SHA256())


@cache
def authority():
    """Root and intermediate: names, keys and certificates, as (root, name, key, certificate)."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, name = name_of("Test Root"), name_of("Test WWDR")
    root = certify(root_name, root_key, root_name, root_key, is_authority=True)
    return root, name, key, certify(name, key, root_name, root_key, is_authority=True)


@cache
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


def pem_of(key, password=""):
    how = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how)


def write_apple(folder, *, subject=None, until=FAR, key=None, password=""):
    """The three files as an operator has them; returns the settings that name them."""
    _root, issuer, issuer_key, intermediate = authority()
    subject = subject or name_of("Pass Type ID", uid=PASS_TYPE, team=TEAM)
    own = certify(subject, rsa_key(), issuer, issuer_key, until=until)
    (folder / "pass.cer").write_bytes(own.public_bytes(Encoding.DER))
    (folder / "pass.key").write_bytes(pem_of(key or rsa_key(), password))
    (folder / "wwdr.pem").write_bytes(intermediate.public_bytes(Encoding.PEM))
    return {
        "APPLE_WALLET_CERTIFICATE": str(folder / "pass.cer"),
        "APPLE_WALLET_KEY": str(folder / "pass.key"),
        "APPLE_WALLET_INTERMEDIATE": str(folder / "wwdr.pem"),
        "APPLE_WALLET_KEY_PASSWORD": password,
    }


def write_google(folder):
    account = {
        "type": "service_account",
        "client_email": "wallet@ehrenamt-example.iam.gserviceaccount.com",
        "private_key": pem_of(rsa_key()).decode(),
    }
    (folder / "google.json").write_text(json.dumps(account))
    return {
        "GOOGLE_WALLET_ISSUER": "3388000000012345678",
        "GOOGLE_WALLET_KEY": str(folder / "google.json"),
    }
