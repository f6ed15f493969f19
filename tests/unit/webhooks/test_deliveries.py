"""Messages to people's own programs: stored with what they tell of, signed, and sent until they are taken."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select
from standardwebhooks import Webhook as Receiver

from melodymaker import db
from melodymaker.db.models import Webhook, WebhookDelivery, now
from melodymaker.errors import NotDelivered
from melodymaker.generation.claims import claim_next
from melodymaker.generation.outcomes import cancel_request, fail
from melodymaker.generation.requests import submit_request
from melodymaker.types import GenerationId, Kind, SongRequest, Work
from melodymaker.webhooks.deliveries import KEPT, WAITS, any_due, deliver_next, purge_old_deliveries
from melodymaker.webhooks.queries import webhooks_of
from melodymaker.webhooks.service import add_webhook, delete_webhook, send_test
from melodymaker.webhooks.signing import secret_of, signed_headers
from tasks.songs import make_next_songs
from tests.conftest import Adapters, Person

URL = "https://example.com/songs"


@pytest.fixture
def webhook(owner: Person) -> Webhook:
    return add_webhook(owner.id, URL)


def _request(owner: Person) -> GenerationId:
    return submit_request(owner.id, SongRequest(description="a tune"))


def _delivery() -> WebhookDelivery:
    with db.read() as session:
        return session.exec(select(WebhookDelivery)).one()


def _make_due() -> None:
    with db.transaction() as session:
        session.exec(sa.update(WebhookDelivery).values(due_at=now() - timedelta(seconds=1)))


def test_a_finished_request_is_told_of_with_a_signature_that_receivers_believe(
    webhook: Webhook, owner: Person, adapters: Adapters
) -> None:
    generation = _request(owner)
    make_next_songs()
    assert adapters.queue.works == [Work.WEBHOOKS]
    assert deliver_next()
    url, headers, body = adapters.messenger.posted[0]
    assert url == URL
    message = Receiver(secret_of(webhook.id)).verify(body, headers)
    assert (message["type"], message["data"]["id"], message["data"]["status"]) == (
        "generation.ready",
        generation,
        "ready",
    )
    assert len(message["data"]["song_ids"]) == 2
    assert headers["webhook-id"] == _delivery().id
    assert _delivery().delivered_at is not None
    assert not deliver_next()
    assert adapters.live.published[-1][0].kind == Kind.WEBHOOK


def test_a_failed_request_is_told_of_and_a_cancelled_one_is_not(
    webhook: Webhook, owner: Person, adapters: Adapters
) -> None:
    cancel_request(owner.id, _request(owner))
    assert not any_due()
    _request(owner)
    claim = claim_next("worker")
    assert claim
    fail(claim, "Broken.", retry=True)
    assert not any_due(), "it is tried again"
    with db.transaction() as session:
        session.exec(sa.text("UPDATE generations SET status = 'queued', due_at = created_at"))
    claim = claim_next("worker")
    assert claim
    fail(claim, "Broken.", retry=False)
    assert deliver_next()
    assert json.loads(adapters.messenger.posted[0][2])["type"] == "generation.failed"


def test_others_hear_nothing_of_it(owner: Person, outsider: Person) -> None:
    add_webhook(outsider.id, URL)
    _request(owner)
    make_next_songs()
    assert not any_due()


def test_the_signature_is_that_of_the_specification() -> None:
    """The vector of the Standard Webhooks libraries."""
    at = datetime.fromtimestamp(1_614_265_330, UTC)
    headers = signed_headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}'
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_attempt_that_fails_is_made_again_later_and_later(
    webhook: Webhook, owner: Person, adapters: Adapters
) -> None:
    send_test(owner.id, webhook.id)
    adapters.messenger.answers = [500, 302, NotDelivered("No answer."), 404, 500, 500, 500]
    bodies = set()
    for number, wait in enumerate(WAITS, 1):
        assert deliver_next()
        delivery = _delivery()
        assert delivery.attempts == number
        assert delivery.due_at
        assert wait - timedelta(seconds=30) < delivery.due_at - now() <= wait
        assert not deliver_next()
        _make_due()
        bodies.add(adapters.messenger.posted[-1][1]["webhook-id"] + adapters.messenger.posted[-1][2].decode())
    assert deliver_next()
    assert (_delivery().due_at, _delivery().delivered_at, _delivery().answer) == (None, None, "500")
    assert not deliver_next()
    assert len(bodies) == 1, "each time the same message"
    row = webhooks_of(owner.id)[0].deliveries[0]
    assert (row.outcome, row.failed) == ("500; tried 7 times, given up", True)


def test_an_address_that_is_gone_is_tried_no_more(webhook: Webhook, owner: Person, adapters: Adapters) -> None:
    send_test(owner.id, webhook.id)
    adapters.messenger.answers = [410]
    deliver_next()
    assert _delivery().due_at is None


def test_a_message_whose_worker_was_killed_is_sent_by_another(
    webhook: Webhook, owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_test(owner.id, webhook.id)

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(adapters.messenger, "post", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver_next()
    assert not deliver_next(), "not before the other one may be believed dead"
    _make_due()
    assert deliver_next()
    assert _delivery().attempts == 2


def test_what_becomes_of_a_removed_webhook_is_nobodys_concern(webhook: Webhook, owner: Person) -> None:
    send_test(owner.id, webhook.id)
    delete_webhook(owner.id, webhook.id)
    assert not deliver_next()


def test_old_deliveries_are_removed(webhook: Webhook, owner: Person) -> None:
    send_test(owner.id, webhook.id)
    assert purge_old_deliveries() == 0
    with db.transaction() as session:
        session.exec(sa.update(WebhookDelivery).values(created_at=now() - KEPT - timedelta(hours=1)))
    assert purge_old_deliveries() == 1
