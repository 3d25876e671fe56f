"""Desks of their own for tests that run the command: each in a folder, and in a database of the server under test."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[2]
NAMES = ("SAREZ_HOME", "DATABASE_URL", "SAREZ_SECRET_KEY", "SAREZ_HOSTS", "SAREZ_HTTPS", "SAREZ_DEBUG")


class Running:
    """A desk that is worked with by command, as its users do."""

    def __init__(self, home: Path, url: str = "") -> None:
        self.home = home
        kept = {name: value for name, value in os.environ.items() if name not in NAMES}
        paths = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(ROOT)]))
        self.environment = {**kept, "SAREZ_HOME": str(home), "PYTHONPATH": paths} | (
            {"DATABASE_URL": url} if url else {}
        )

    def command(self, *arguments):
        return [sys.executable, "-m", "sarez.cli", "desk", *map(str, arguments)]

    def run(self, *arguments, **options):
        options.setdefault("stdin", subprocess.DEVNULL if "input" not in options else None)
        if options["stdin"] is None:
            del options["stdin"]
        return subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, encoding="utf-8", timeout=300,
            **options,
        )  # fmt: skip

    def do(self, *arguments, **options):
        done = self.run(*arguments, **options)
        assert done.returncode == 0, done.stderr
        return done

    def start(self, *arguments):
        return subprocess.Popen(
            self.command(*arguments), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip

    def python(self, code, *arguments):
        """What a piece of code prints that works with the desk's own functions."""
        command = [
            sys.executable,
            "-c",
            f"from sarez.desk import start; start()\n{code}",
            *map(str, arguments),
        ]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, encoding="utf-8", timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def on_the_server(home: Path, name: str) -> Running:
    """A desk in a database of its own where DATABASE_URL names a server, else in its folder."""
    url = os.environ.get("DATABASE_URL")
    return Running(home, _new_database(url, f"sarez_{name}_{os.getpid()}")) if url else Running(home)


def initialised(desk: Running) -> None:
    """Make the desk, kept by ana."""
    desk.do("init", "--user", "ana")


def demonstrated(desk: Running) -> None:
    """Make the demo desk; what the command printed is kept beside the desk."""
    (desk.home / "printed").write_text(desk.do("demo", "--no-serve").stdout, encoding="utf-8")


class Ready:
    """Desks that are made once in a run of the tests, by the worker that asks first, and copied for each test after that."""

    def __init__(self, folder: Path, run: str) -> None:
        self.folder, self.run = folder, run
        folder.mkdir(parents=True, exist_ok=True)

    def desk(self, home: Path, name: str, make: Callable[[Running], None] = initialised) -> Running:
        """A copy of the desk that `make` makes, in a database of its own where DATABASE_URL names a server."""
        url = os.environ.get("DATABASE_URL")
        template = f"sarez_{make.__name__}_{self.run}"
        self._made(template, make, url)
        shutil.copytree(self.folder / template, home)
        return Running(home, _new_database(url, f"sarez_{name}_{os.getpid()}", template) if url else "")

    def embedded(self, home: Path, make: Callable[[Running], None] = initialised) -> Running:
        """The same in its folder, whatever DATABASE_URL names."""
        template = f"embedded_{make.__name__}"
        self._made(template, make, None)
        shutil.copytree(self.folder / template, home)
        return Running(home)

    def _made(self, template: str, make: Callable[[Running], None], url: str | None) -> None:
        with (self.folder / f"{template}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = self.folder / f"{template}.done"
            if not done.exists():
                shutil.rmtree(self.folder / template, ignore_errors=True)  # of one that failed
                make(Running(self.folder / template, _new_database(url, template) if url else ""))
                done.touch()


def _new_database(url: str, name: str, template: str = "template1") -> str:
    import psycopg

    with closing(psycopg.connect(url, autocommit=True)) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
