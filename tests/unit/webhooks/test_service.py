"""Webhooks: which addresses are taken, and whose they are; and their section of the settings."""

from dataclasses import replace

import pytest

from melodymaker import ports
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.webhooks.queries import webhooks_of
from melodymaker.webhooks.service import MAX_WEBHOOKS, add_webhook, delete_webhook, send_test
from melodymaker.webhooks.signing import secret_of
from melodymaker.webhooks.state import WebhooksState
from tests.conftest import Person
from tests.unit.states import Tab


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.com", "ftp://example.com", "https://", "https:///songs", "https://user:word@example.com"),
        *(
            "https://example.com:0",
            "https://example.com:99999",
            "https://exa mple.com",
            "https://[::1",
            "//example.com",
        ),
        *(
            "https://example.com/\n",
            "https://bücher.example",
            f"https://example.com/{'x' * 500}",
            "javascript:alert(1)",
        ),
    ],
)
def test_add_webhook_refuses_what_is_no_address(owner: Person, url: str) -> None:
    if url.strip() == "https://example.com/":
        url = "https://example.com/\nx"
    with pytest.raises(InvalidInput) as raised:
        add_webhook(owner.id, url)
    assert list(raised.value.fields) == ["url"]


def test_plain_http_is_for_a_site_on_its_owners_machine(owner: Person) -> None:
    add_webhook(owner.id, " http://127.0.0.1:8000/songs ")
    ports.use(replace(ports.in_use(), site=ports.Site("https://music.example.org", b"x")))
    with pytest.raises(InvalidInput, match="https://"):
        add_webhook(owner.id, "http://example.com")
    add_webhook(owner.id, "https://example.com")


def test_an_address_is_added_once_and_only_a_few(owner: Person) -> None:
    for number in range(MAX_WEBHOOKS):
        add_webhook(owner.id, f"https://example.com/{number}")
    with pytest.raises(InvalidInput, match="Remove one first"):
        add_webhook(owner.id, "https://example.com/more")
    delete_webhook(owner.id, webhooks_of(owner.id)[0].id)
    with pytest.raises(InvalidInput, match="already"):
        add_webhook(owner.id, "https://example.com/1")


def test_nobody_changes_anothers_webhook(owner: Person, outsider: Person) -> None:
    webhook = add_webhook(owner.id, "https://example.com")
    for change in (delete_webhook, send_test):
        with pytest.raises(NotFound):
            change(outsider.id, webhook.id)
    assert webhooks_of(outsider.id) == []


@pytest.mark.anyio
async def test_the_secret_is_shown_once(owner: Person) -> None:
    state = await Tab(owner.token).state(WebhooksState)
    await WebhooksState.load_webhooks.fn(state)
    await WebhooksState.submit_webhook.fn(state, state.form_id, {"url": "nonsense"})
    assert state.error
    await WebhooksState.submit_webhook.fn(state, state.form_id, {"url": "https://example.com"})
    webhook = state.webhooks[0]
    assert (state.made, state.error) == (secret_of(webhook.id), "")
    await WebhooksState.send_test.fn(state, webhook.id)
    assert [one.outcome for one in state.webhooks[0].deliveries] == ["on its way"]
    await WebhooksState.close_made.fn(state)
    assert state.made == ""
    await WebhooksState.delete_webhook.fn(state, webhook.id)
    assert state.webhooks == []
