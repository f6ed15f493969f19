"""A link lets everything through, until it is cut."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.chaos.links import Link


@pytest.fixture
def link() -> Iterator[Link]:
    """A link to a server that gives back what it gets."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_echo, args=(server,), daemon=True).start()
        with Link("echo", server.getsockname()) as made:
            yield made


def _echo(server: socket.socket) -> None:
    while True:
        try:
            there, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_give_back, args=(there,), daemon=True).start()


def _give_back(there: socket.socket) -> None:
    with there, suppress(OSError):
        while data := there.recv(100):
            there.sendall(data)


def _connected(link: Link) -> socket.socket:
    return socket.create_connection(("127.0.0.1", link.port), timeout=5)


def test_a_link_passes_everything_on(link: Link) -> None:
    with _connected(link) as here:
        here.sendall(b"hello")
        assert here.recv(100) == b"hello"


def test_a_cut_link_breaks_its_connections_and_takes_none_until_it_is_mended(link: Link) -> None:
    with _connected(link) as here:
        here.sendall(b"hello")
        here.recv(100)
        link.cut()
        with pytest.raises(ConnectionResetError):
            here.recv(100)
    with pytest.raises(ConnectionResetError), _connected(link) as late:
        late.recv(100)
    link.mend()
    test_a_link_passes_everything_on(link)


def test_a_silently_cut_link_lets_nothing_through_and_breaks_its_connections_when_mended(link: Link) -> None:
    with _connected(link) as here:
        here.sendall(b"hello")
        here.recv(100)
        link.cut(silently=True)
        here.sendall(b"hello")
        here.settimeout(0.2)
        with pytest.raises(TimeoutError):
            here.recv(100)
        link.mend()
        here.settimeout(5)
        with pytest.raises(ConnectionResetError):
            here.recv(100)
    test_a_link_passes_everything_on(link)
