"""A PostgreSQL server of our own on loopback."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
LACKING = "no PostgreSQL here: install Debian's package postgresql"


class Server:
    """A server with one empty database; it refuses to be run by root, so root runs it as its user.

    Attributes
    ----------
    url : str
        The address of the database.
    """

    def __init__(self) -> None:
        # pytest's own folders are root's alone
        self.folder = Path(tempfile.mkdtemp(prefix="descent-pg-"))
        root = os.geteuid() == 0
        if root:
            shutil.chown(self.folder, "postgres")
        self.user = "postgres" if root else getpass.getuser()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.run("initdb", "-D", self.data, "--auth=trust", "--no-sync", "--encoding=UTF8")
        self.pg_ctl("start")

    @property
    def data(self) -> Path:
        """Where its files are."""
        return self.folder / "data"

    @property
    def url(self) -> str:
        """The address of its first database."""
        return self.address("postgres")

    def address(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql+psycopg://{self.user}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str) -> str:
        """Return the address of a new database that is a copy of another one."""
        to = ("-h", "127.0.0.1", "-p", str(self.port), "-U", self.user)
        self.run("dropdb", *to, "--if-exists", "--force", database)
        self.run("createdb", *to, "-T", template, database)
        return self.address(database)

    def pg_ctl(self, what: str) -> None:
        """Start, restart or stop it; it is given no time to do so in order."""
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 "
            f"-c unix_socket_directories={self.folder} -c fsync=off"
        )
        asked = ["-D", self.data, "-w", "-l", self.folder / "log", "-m", "immediate"]
        self.run("pg_ctl", *asked, "-o", options, what)

    def run(self, program: str, *options: str | Path) -> None:
        """Run one of PostgreSQL's programs."""
        by = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        command = [*by, SERVERS[-1] / program, *options]
        subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=60)

    def close(self) -> None:
        """End it, and remove its files."""
        self.pg_ctl("stop")
        shutil.rmtree(self.folder, ignore_errors=True)
