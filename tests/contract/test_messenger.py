"""Posting to addresses that users name: what arrives, and what is never reached."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from melodymaker.adapters.http_messenger import HttpMessenger, is_public
from melodymaker.errors import NotDelivered
from tests.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


def test_a_message_arrives_with_its_headers_under_the_name_of_the_address(receiver: Receiver) -> None:
    url = receiver.url.replace("127.0.0.1", "localhost")
    assert HttpMessenger(allow_local=True).post(f"{url}/songs?a=b", {"webhook-id": "1"}, b"{}") == 204
    path, headers, body = receiver.received[0]
    assert (path, headers["webhook-id"], body) == ("/songs?a=b", "1", b"{}")
    assert headers["Host"] == url.removeprefix("http://")


def test_answers_are_given_as_they_are_and_redirects_are_not_followed(receiver: Receiver) -> None:
    messenger = HttpMessenger(allow_local=True)
    assert messenger.post(f"{receiver.url}/broken", {}, b"{}") == 503
    assert messenger.post(f"{receiver.url}/elsewhere", {}, b"{}") == 302
    assert [path for path, *_ in receiver.received] == ["/broken", "/elsewhere"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::1]"])  # noqa: S104 - to be refused
def test_nothing_reaches_this_machine_by_whatever_name(receiver: Receiver, host: str) -> None:
    with pytest.raises(NotDelivered):
        HttpMessenger().post(f"http://{host}:{receiver.server_port}/", {}, b"{}")
    assert receiver.received == []


def test_a_name_that_leads_to_this_machine_too_is_not_connected_to(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is checked is what is connected to: the name is resolved once."""
    answers = [["203.0.113.5", "127.0.0.1"], ["127.0.0.1"]]
    asked = []

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in answers.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(NotDelivered, match="private"):
        HttpMessenger().post(f"http://rebinding.example:{receiver.server_port}/", {}, b"{}")
    assert asked == ["rebinding.example"]
    assert receiver.received == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2a00:1450:4001:80b::200e", True),
        *[(text, False) for text in ("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1")],
        *[(text, False) for text in ("127.0.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1")],  # noqa: S104 - to be refused
        *[(text, False) for text in ("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1")],
        *[(text, False) for text in ("2002:7f00:1::", "64:ff9b::7f00:1", "2001:0:7f00:1::", "::ffff:127.0.0.1")],
    ],
)
def test_is_public_knows_which_addresses_are_the_internets(address: str, public: bool) -> None:
    assert is_public(address) == public


def test_an_address_that_does_not_answer_is_given_up_in_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        messenger = HttpMessenger(allow_local=True, seconds=0.2)
        with pytest.raises(NotDelivered, match="No answer"):
            messenger.post(f"http://127.0.0.1:{silent.getsockname()[1]}/", {}, b"{}")


@pytest.mark.parametrize("url", ["https://nowhere.invalid/", "http://127.0.0.1:1/", "https://"])
def test_an_address_that_leads_nowhere_is_said_to(url: str) -> None:
    with pytest.raises(NotDelivered):
        HttpMessenger(allow_local=True).post(url, {}, b"{}")
