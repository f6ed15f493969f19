"""What `make run` does before Reflex: it says whether everything that the app needs is there.

`python -m melodymaker.start` does that; followed by a command, it then becomes that command.
"""

import fcntl
import ipaddress
import os
import socket
import sys
from pathlib import Path

from melodymaker.bootstrap import faults, report
from melodymaker.settings import Settings, load_addresses, load_settings, serve_pages
from melodymaker.web import built_pages

_ROOT = Path(__file__).resolve().parent.parent
# Vite, which builds the pages, takes them for parts of an address.
_NOT_IN_PATHS = "#?%"
# Other builds are for whoever changes the code.
_PRODUCTION = "run --env prod"


def main(command: list[str]) -> None:
    """Check, warn, and become the command, if there is one."""
    settings = load_settings()
    found = [folder_fault(_ROOT), port_fault(settings.host, settings.port)]
    if command:
        found.append(lock_fault(built_pages.folder()))
    if problems := [*filter(None, found), *faults(settings)]:
        sys.exit(report(problems))
    if warning := address_warning(settings):
        sys.stderr.write(f"{warning}\n")
    if command:
        command = without_a_build(command)
        sys.stderr.write(f"Open {settings.url} once it runs.\n")
        sys.stderr.flush()
        os.execvp(command[0], command)  # noqa: S606 - the Makefile names the command


def without_a_build(command: list[str]) -> list[str]:
    """The command; where it would build the pages that are there already, the one that only serves them."""
    if _PRODUCTION not in " ".join(command) or not built_pages.are_current(load_addresses()):
        return command
    sys.stderr.write("The pages are built already. ")
    serve_pages()
    return [*command, "--backend-only"]


def folder_fault(folder: Path) -> str:
    """What is wrong with the folder that the app lies in."""
    if wrong := sorted(set(_NOT_IN_PATHS) & set(str(folder))):
        return f"The folder {folder} cannot be used: pages cannot be built below a name with {' or '.join(wrong)}"
    return ""


def port_fault(host: str, port: int) -> str:
    """What keeps the app from listening there."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        return f"HOST: {host} is not an address of this machine; 127.0.0.1 is for this machine alone, 0.0.0.0 for all"
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as error:
            return f"PORT: {port} cannot be used ({error.strerror}); name another, as in `PORT=3100 make run`"
        except OSError as error:
            return (
                f"HOST, PORT: {host} {port} cannot be used ({error.strerror}); name another, as in `PORT=3100 make run`"
            )
    return ""


def address_warning(settings: Settings) -> str:
    """What people on other machines will meet, if the app listens for them but does not know its address."""
    if settings.public_url or _is_loopback(settings.host):
        return ""
    return (
        f"HOST is {settings.host}, but PUBLIC_URL is not set: the app can only be used at {settings.url}, on this "
        f"machine. For others, set PUBLIC_URL to the address they open, such as http://192.168.1.20:{settings.port}"
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def lock_fault(pages: Path) -> str:
    """What keeps the pages from being built there: another app, whose pages these would replace.

    The lock ends with the process, and with the command that it becomes.
    """
    folder = pages.parent
    try:
        descriptor = os.open(folder / f"{pages.name}.run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        return f"The folder {folder} cannot be used: pages are built there, and it cannot be written ({error.strerror})"
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return f"MelodyMaker runs in {folder} already; stop it first, or start from another copy of the folder"
    fcntl.fcntl(descriptor, fcntl.F_SETFD, 0)  # a command keeps it open, too
    return ""


if __name__ == "__main__":
    main(sys.argv[1:])
