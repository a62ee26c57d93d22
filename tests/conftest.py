"""What the tests in Python share: Writ itself, its committed output, and the tools that judge it.

A tool that is not installed skips the tests that need it; with CI=true it fails them.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[1]
INSTALL = ROOT / "tests/conformance/tools/install.sh"


def missing(message: str) -> NoReturn:
    """Ends a test that lacks a tool: a failure in CI, a skip elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """`program("zsh")`: the path of a program that a Debian package brings."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            missing(f"{name} is not installed: run ./dev tools")
        return path

    return find


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def writ() -> Path:
    """The program under test."""
    program = ROOT / "build/bin/writ"
    if not program.exists():
        pytest.fail("build/bin/writ is missing: run ./dev build")
    return program


@pytest.fixture(scope="session")
def calendar_probe() -> Path:
    """The program that answers questions about compiler/calendar; see its source."""
    program = ROOT / "build/bin/calendar_probe"
    if not program.exists():
        pytest.fail("build/bin/calendar_probe is missing: run ./dev test tests/property")
    return program


@pytest.fixture(scope="session")
def template_probe() -> Path:
    """The program that renders templates over hostile values; see its source."""
    program = ROOT / "build/bin/template_probe"
    if not program.exists():
        pytest.fail("build/bin/template_probe is missing: run ./dev test tests/property")
    return program


@pytest.fixture(scope="session")
def ways_probe() -> Path:
    """The program that says which templates Writ takes, and what they print; see its source."""
    program = ROOT / "build/bin/ways_probe"
    if not program.exists():
        pytest.fail("build/bin/ways_probe is missing: run ./dev test tests/property")
    return program


@pytest.fixture(scope="session")
def generated() -> Path:
    """The committed output of `writ build` over specs/. Tests read it and never write there."""
    return ROOT / "generated"


@pytest.fixture(scope="session")
def build_workspace(writ: Path) -> Callable[..., Path]:
    """build_workspace(FOLDER, edit=None, add=None) copies the example platform to the new FOLDER, changes it
    and runs `writ build` there; the result is the output folder.

    `edit(path, text)` returns the new text of each spec file; `add` maps paths to texts of new files.
    """

    def build(
        folder: Path,
        edit: Callable[[Path, str], str] | None = None,
        add: dict[str, str] | None = None,
    ) -> Path:
        for name in ("specs", "templates"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "writ.yaml", folder)
        for path in (folder / "specs").rglob("*.yaml") if edit else ():
            path.write_text(edit(path, path.read_text()))
        for name, text in (add or {}).items():
            (folder / name).write_text(text)
        run = subprocess.run([writ, "build", "-C", folder], capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        return folder / "generated"

    return build


@pytest.fixture(scope="session")
def tool() -> Callable[[str], Path]:
    """tool(NAME) is the path of an installed tool; `install.sh --names` lists them.

    For `tools`, `airflow2` and `airflow3` it is the environment's Python, for `schemaprovider` a provider
    mirror. `tool("tools").parent / "ruff"` is a program of that environment.
    """
    listing = subprocess.run(
        [INSTALL, "--paths"], check=True, capture_output=True, text=True
    ).stdout
    paths = dict(line.split(" ", 1) for line in listing.splitlines())

    def find(name: str) -> Path:
        if name in paths:
            return Path(paths[name])
        missing(f"{name} is not installed: run ./dev tools")

    return find


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """free_port() is a TCP port of 127.0.0.1 that nothing listens on at the moment."""

    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]

    return find


@pytest.fixture
def vault_server(tool: Callable[[str], Path]) -> Iterator[str]:
    """The address of a new, empty Vault: root token `root`, kv version 2 mounted at secret/."""
    command = [tool("vaultjudge"), "server", "-listen", "127.0.0.1:0", "-until-eof"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        line = server.stdout.readline()
        if not line.startswith("listening on "):
            pytest.fail(f"vaultjudge did not start: {line!r}")
        yield "http://" + line.removeprefix("listening on ").strip()
        server.stdin.close()


POSTGRES_SETTINGS = """
listen_addresses = '127.0.0.1'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 32MB
"""


@pytest.fixture(scope="session")
def postgres(free_port: Callable[[], int]) -> Iterator[str]:
    """The URL of an empty database `writ` on a real PostgreSQL whose superuser is `writ`, no password.

    One server for all tests of a worker: a test that minds makes its own database.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        missing("PostgreSQL is not installed: run ./dev tools")
    as_user = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    with tempfile.TemporaryDirectory(prefix="writ-postgres-") as folder:
        if as_user:
            shutil.chown(folder, "postgres", "postgres")
        data = Path(folder) / "data"
        control = [*as_user, programs[-1].with_name("pg_ctl"), "-D", data, "-w", "-s"]

        def run(*command: object) -> None:
            subprocess.run(
                [str(word) for word in command],
                check=True,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                timeout=120,
            )

        run(*as_user, programs[-1], "-D", data, "-U", "writ", "-A", "trust", "--no-sync", "-N")
        with (data / "postgresql.conf").open("a") as settings:
            port = free_port()
            settings.write(
                f"{POSTGRES_SETTINGS}port = {port}\nunix_socket_directories = '{folder}'\n"
            )
        run(*control, "-l", Path(folder) / "log", "start")
        try:
            create = programs[-1].with_name("createdb")
            run(create, "-h", "127.0.0.1", "-p", port, "-U", "writ", "writ")
            yield f"postgresql://writ@127.0.0.1:{port}/writ"
        finally:
            run(*control, "-m", "immediate", "stop")


@pytest.fixture(scope="session")
def terraform(
    tool: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., subprocess.CompletedProcess]:
    """terraform(FOLDER, ARGUMENT...) runs Terraform or OpenTofu with the recorded providers and no network."""
    program = tool("terraform")
    config = tmp_path_factory.mktemp("terraform") / "config.tfrc"
    mirror = tool("schemaprovider")
    config.write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n'
    )
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(config.parent),
        "TF_CLI_CONFIG_FILE": str(config),
        "TF_IN_AUTOMATION": "1",
        "TF_INPUT": "0",
        "CHECKPOINT_DISABLE": "1",
    }

    def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [program, f"-chdir={folder}", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run
