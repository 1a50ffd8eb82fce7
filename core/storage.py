from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """For uploads that nobody may fetch by address."""
    return storages["private"]
