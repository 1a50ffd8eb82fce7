"""A shop with a till, its benefits, and cards that come along."""

import datetime as dt
import uuid
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction
from django.utils import timezone

from ehrenamtskarte.credential.keys import make_private_key, point_of
from ehrenamtskarte.credential.numerals import CodeVersion, qr_text
from ehrenamtskarte.credential.signing import sign_presentation
from ehrenamtskarte.enums import CredentialKind
from ehrenamtskarte.issuing.codes import sign_code
from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.models import Credential
from partners.devices.tokens import new_token
from partners.enums import BenefitKind, LimitPeriod, PartnerState
from partners.models import Benefit, Partner, ScannerDevice
from partners.redeeming.services import Report
from partners.redeeming.tills import till_of
from tests.ehrenamtskarte.cards import make_cards

HOST = "karte.example"


@dataclass
class Shop:
    """A shop whose till is paired."""

    partner: Partner
    device: ScannerDevice
    token: str

    @property
    def till(self):
        return till_of(self.device)

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.token}"}

    def another_till(self, **facts):
        token, digest = new_token()
        device = ScannerDevice.objects.create(
            partner=self.partner, name="Kasse", token_digest=digest, **facts
        )
        return Shop(self.partner, device, token)

    def benefit(self, limit=LimitPeriod.UNLIMITED, count=1, **facts):
        return Benefit.objects.create(
            partner=self.partner,
            limit_period=limit,
            limit_count=count,
            **{"kind": BenefitKind.FREE_EXTRA, "title": "Ein Kaffee"} | facts,
        )


def make_shop(municipality, name="Bäckerei Beispiel"):
    partner = Partner.objects.create(
        name=name, municipality=municipality, state=PartnerState.ACCEPTED
    )
    return Shop(partner, None, "").another_till()


@dataclass
class Phone:
    """A phone that shows a card."""

    credential: Credential
    key: object

    def shows(self, at=None):
        token = sign_presentation(bytes(self.credential.token), self.key, at or timezone.now())
        return qr_text(HOST, token, CodeVersion.PRESENTATION)


def make_card(municipality, **facts):
    return make_cards(municipality, 1, **facts)[0]


@transaction.atomic
def print_card(card):
    """What the printed card says."""
    now = timezone.now()
    credential = sign_code(
        card, signing_key(card.municipality, now=now), kind=CredentialKind.PRINTED, now=now
    )
    return qr_text(HOST, bytes(credential.token), CodeVersion.CREDENTIAL)


@transaction.atomic
def bring_to_phone(card):
    now, key = timezone.now(), make_private_key()
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    x, y = map(_base64, point_of(point))
    credential = sign_code(
        card,
        signing_key(card.municipality, now=now),
        kind=CredentialKind.DIGITAL,
        now=now,
        holder_key={"kty": "EC", "crv": "P-256", "x": x, "y": y},
    )
    return Phone(credential, key)


def report(benefit, code="", *, at=None, **facts):
    return Report(
        key=facts.pop("key", None) or uuid.uuid4(),
        benefit_id=benefit.pk,
        code=code,
        scanned_at=at or timezone.now(),
        **facts,
    )


def sent(*reports, sent_at=None):
    """The body of a request in which a device reports these."""
    return {
        "sent_at": (sent_at or timezone.now()).isoformat(),
        "redemptions": [
            {
                "key": str(one.key),
                "benefit": one.benefit_id,
                "scanned_at": one.scanned_at.isoformat(),
                "offline": one.offline,
                **({"number": one.number} if one.number else {"code": one.code}),
            }
            for one in reports
        ],
    }


def minutes(count):
    return dt.timedelta(minutes=count)


def _base64(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()
