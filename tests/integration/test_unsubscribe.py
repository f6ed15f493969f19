"""The link in a mail: a page with a button, and one click without any cookie that ends the mails."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from melodymaker.api import http_routes
from melodymaker.inbox.choices import choices_of
from melodymaker.inbox.unsubscribe import unsubscribe_link
from melodymaker.notifications.choices import choose_by_mail
from melodymaker.types import Notice
from tests.conftest import Person


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(http_routes(), base_url="http://localhost:3000") as client:
        yield client


def _mailed(person: Person) -> bool:
    return any(row.by_mail for row in choices_of(person.id))


def test_looking_at_the_page_changes_nothing_and_its_button_ends_the_mails(owner: Person, client: TestClient) -> None:
    choose_by_mail(owner.id, Notice.LIKE, on=True)
    link = unsubscribe_link(owner.id)
    page = client.get(link)
    assert page.status_code == 200
    assert '<form method="post"><button>' in page.text
    assert client.head(link).status_code == 200
    assert _mailed(owner)
    done = client.post(link)
    assert "You get no more e-mails" in done.text
    assert not _mailed(owner)
    assert client.post(link).status_code == 200


def test_a_mail_service_ends_the_mails_with_one_post_from_elsewhere(owner: Person, client: TestClient) -> None:
    choose_by_mail(owner.id, Notice.LIKE, on=True)
    headers = {"origin": "https://mail.example.com"}
    answer = client.post(unsubscribe_link(owner.id), data={"List-Unsubscribe": "One-Click"}, headers=headers)
    assert answer.status_code == 200
    assert not _mailed(owner)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_link_is_not_found(owner: Person, outsider: Person, client: TestClient, method: str) -> None:
    choose_by_mail(owner.id, Notice.LIKE, on=True)
    signature = unsubscribe_link(outsider.id).rpartition(".")[2]
    answer = client.request(method, f"/unsubscribe/{owner.id}.{signature}")
    assert answer.status_code == 404
    assert _mailed(owner)
