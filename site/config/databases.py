"""Database settings from one address: SQLite ready for several writers, or PostgreSQL."""

from pathlib import Path
from typing import Any

import environ

# Run by SQLite on every new connection. WAL lets readers go on while one writes; NORMAL is
# durable enough under WAL (a power cut loses the last commits, never the file's integrity).
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;"
    " PRAGMA mmap_size = 134217728; PRAGMA temp_store = MEMORY;"
)
SQLITE_BUSY_TIMEOUT = 20  # seconds


def database_settings(url: str, *, sqlite_path: Path) -> dict[str, Any]:
    """Settings for `DATABASES["default"]`.

    `url` is empty for the SQLite file at `sqlite_path`, or an address such as
    `postgres://user:password@host/name` or `sqlite:///path`.
    """
    if not url:
        sqlite_path.parent.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{sqlite_path}"
    settings = environ.Env.db_url_config(url)
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "init_command": SQLITE_PRAGMAS,
            # A deferred transaction that turns to writing fails at once when another writes;
            # taking the lock at the start waits for it instead.
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_BUSY_TIMEOUT,
        }
        settings["CONN_MAX_AGE"] = None  # opening the file costs more than most queries
    else:
        settings["CONN_MAX_AGE"] = 600  # seconds
        settings["CONN_HEALTH_CHECKS"] = True
    return settings
