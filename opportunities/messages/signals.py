"""Files go with the messages that brought them."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from opportunities.models import ApplicationMessage


def delete_file(instance: ApplicationMessage, **kwargs: Any) -> None:
    """Delete the file when the deletion of its message is certain."""
    storage, name = instance.attachment.storage, instance.attachment.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def connect() -> None:
    """Watch messages being deleted, also with their application."""
    post_delete.connect(
        delete_file, sender=ApplicationMessage, dispatch_uid="delete_file_of_message"
    )
