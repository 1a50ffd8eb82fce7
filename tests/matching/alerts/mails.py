"""The mails of saved searches, for tests."""

from post_office.models import Email


def alerts(address="mina@example.org"):
    """Those that tell of offers, the oldest first."""
    return [
        one
        for one in Email.objects.order_by("pk")
        if address in one.to and (one.headers or {}).get("List-Unsubscribe")
    ]


def link_in(mail, part="/l/"):
    """The first address of a mail that has `part` in it, without the host."""
    line = next(one for one in mail.message.splitlines() if part in one)
    return part + line.partition(part)[2].strip()
