"""What tests need that start processes of their own."""

import multiprocessing
import os
import traceback
from collections.abc import Callable
from multiprocessing.context import ForkContext, ForkProcess
from typing import Any
from urllib.parse import urlsplit

from django.db import connection, connections

fork: ForkContext = multiprocessing.get_context("fork")


def database_url() -> str:
    """The test database's address for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}").geturl()


def start(call: Callable[..., object], *arguments: Any) -> ForkProcess:
    """Call it in a process of its own, which knows all that this one has loaded.

    Its exit code says whether the call came to its end; it may be killed like any other.
    """
    connections.close_all()  # no two may speak over one
    process = fork.Process(target=_run, args=(call, arguments))
    process.start()
    return process


def _run(call: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    try:
        call(*arguments)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    # Without pytest's own farewell, which belongs to the parent.
    os._exit(0)
