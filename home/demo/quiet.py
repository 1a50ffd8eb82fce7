"""What happened long ago is not mailed today."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Max
from post_office.models import Attachment, Email

from core.models import SecretLink


@contextmanager
def without_mails() -> Iterator[None]:
    """Leave no mail in the outbox of what is done meanwhile, and none of the links in them.

    Everything happens as it does for people, so each mail is written once and taken out again:
    nobody will be told of the same thing later.
    """
    last_mail, last_link = _last(Email), _last(SecretLink)
    yield
    Email.objects.filter(pk__gt=last_mail).delete()
    for attachment in Attachment.objects.filter(emails=None):
        attachment.file.delete(save=False)
        attachment.delete()
    SecretLink.objects.filter(pk__gt=last_link).delete()


def _last(model: type[Email] | type[SecretLink]) -> int:
    return model.objects.aggregate(last=Max("pk"))["last"] or 0
