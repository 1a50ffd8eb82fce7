"""Makes cards on a running site, or ends them: `site.run("tests.e2e.cards.making", …)`.

The argument is a JSON object of facts by any name; what is printed says of each card, by that
name, the fragment of its printed code and a code to activate it. With `--revoke KIND NAME` the
codes of that kind of whoever is called so end; with `--again NAME` there is a new code to activate;
with `--remind NAME` the card ends in thirty days and its holder is reminded.
"""

import json
import secrets
import sys
from datetime import date, timedelta
from typing import Any

import django


def main(*arguments: str) -> None:
    django.setup()
    from django.utils import timezone

    from ehrenamtskarte.enums import CardEnd
    from ehrenamtskarte.issuing.activation import new_code
    from ehrenamtskarte.issuing.renewing import remind
    from ehrenamtskarte.models import Card, Credential
    from ehrenamtskarte.status import revoke_all

    if arguments[0] == "--revoke":
        _option, kind, name = arguments
        codes = Credential.objects.filter(kind=kind, card__printed_name=name)
        said: Any = revoke_all(codes, end=CardEnd.LOST)
    elif arguments[0] == "--again":
        said, _kept = new_code(Card.objects.get(printed_name=arguments[1]))
    elif arguments[0] == "--remind":
        soon = timezone.localdate() + timedelta(days=30)
        Card.objects.filter(printed_name=arguments[1]).update(valid_until=soon)
        said = remind(timezone.now())
    else:
        cards = json.loads(arguments[0])
        said = {name: made(**facts) for name, facts in cards.items()}
    sys.stdout.write(json.dumps(said))


def made(
    *,
    name: str = "Erika Mustermann",
    card_type: int = 0,
    valid_from: str = "2026-01-01",
    valid_until: str | None = "2029-12-31",
    of: str = "",
    password: str = "",
) -> dict[str, Any]:
    """A card of Lünen; `of` is the mailbox of an account that holds it, made with `password`."""
    from django.db import transaction
    from django.utils import timezone

    from accounts.mailbox import account_of_mailbox
    from accounts.volunteers import volunteer_for
    from ehrenamtskarte.credential.numerals import CodeVersion, to_digits
    from ehrenamtskarte.issuing.activation import new_code
    from ehrenamtskarte.issuing.codes import sign_printed_code
    from ehrenamtskarte.models import Card
    from municipalities.models import Municipality

    user = account_of_mailbox(email=of, name=name) if of else None
    if user:
        user.set_password(password)
        user.save()
    with transaction.atomic():
        card = Card.objects.create(
            municipality=Municipality.objects.get(ags="05978024"),
            number=secrets.token_hex(8),
            card_type=card_type,
            volunteer=volunteer_for(name=name, user=user) if user else None,
            name=name,
            printed_name=name,
            search_name=name.lower(),
            valid_from=date.fromisoformat(valid_from),
            valid_until=date.fromisoformat(valid_until) if valid_until else None,
        )
        code = sign_printed_code(card, now=timezone.now())
        activation, _kept = new_code(card)
    digits = to_digits(bytes(code.token))
    return {"fragment": f"#{int(CodeVersion.CREDENTIAL)}{digits}", "activation": activation}


if __name__ == "__main__":
    main(*sys.argv[1:])
