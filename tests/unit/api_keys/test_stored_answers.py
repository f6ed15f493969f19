"""Answers kept for requests that are sent twice, on both databases."""

import contextlib
import threading

import pytest

from melodymaker.api_keys.stored_answers import Begun, answer, begin, forget
from melodymaker.errors import KeyUsedBefore, MelodyError, RequestInProgress
from tests.conftest import Person


def test_a_request_is_begun_once_and_answered_alike(owner: Person) -> None:
    begun = begin(owner.id, "key", "hash")
    assert begun.status == 0
    with pytest.raises(RequestInProgress):
        begin(owner.id, "key", "hash")
    answer(owner.id, "key", 202, "{}")
    assert begin(owner.id, "key", "hash") == Begun(begun.submission_id, 202, "{}")
    with pytest.raises(KeyUsedBefore):
        begin(owner.id, "key", "other")


def test_a_forgotten_request_begins_anew_and_an_answered_one_is_not_forgotten(owner: Person) -> None:
    begun = begin(owner.id, "key", "hash")
    forget(owner.id, "key")
    again = begin(owner.id, "key", "other")
    assert again.submission_id != begun.submission_id
    answer(owner.id, "key", 202, "{}")
    forget(owner.id, "key")
    assert begin(owner.id, "key", "other").status == 202


def test_of_many_at_once_one_begins(owner: Person) -> None:
    begun: list[str] = []
    start = threading.Barrier(6)

    def send() -> None:
        start.wait()
        with contextlib.suppress(MelodyError):
            begun.append(begin(owner.id, "key", "hash").submission_id)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(begun) == 1
