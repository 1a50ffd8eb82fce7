"""What tests need that start processes of their own."""

import os
from urllib.parse import urlsplit

from django.db import connection


def database_url() -> str:
    """The test database's address for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}").geturl()
