"""Cards and their codes, as tests need them that are about something else."""

import secrets
from datetime import date

from ehrenamtskarte.enums import CardType, CredentialKind
from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.models import Card, Credential
from ehrenamtskarte.status import take_indexes


def make_cards(municipality, count, **facts):
    return Card.objects.bulk_create(
        Card(
            municipality=municipality,
            number=secrets.token_hex(8),
            card_type=CardType.STANDARD,
            name="Erika Beispiel",
            printed_name="Erika Beispiel",
            search_name="erika beispiel",
            **{"valid_from": date(2026, 1, 1), "valid_until": date(2029, 12, 31)} | facts,
        )
        for _ in range(count)
    )


def make_codes(municipality, count, **facts):
    """Codes of cards of their own; call it in a transaction. Nobody has signed them."""
    key = signing_key(municipality, room_for=count).key
    return Credential.objects.bulk_create(
        Credential(
            card=card,
            kind=CredentialKind.PRINTED,
            cti=secrets.token_bytes(8),
            key=key,
            status_list=key.status_list,
            status_index=index,
            token=b"",
        )
        for card, index in zip(
            make_cards(municipality, count, **facts),
            take_indexes(key.status_list, count),
            strict=True,
        )
    )
