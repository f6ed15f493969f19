"""The addresses that somebody's messages go to."""

from urllib.parse import urlsplit

from sqlmodel import Session, func, select

from melodymaker import db, ports
from melodymaker.db.models import Webhook, get_or_none
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.i18n import later, t
from melodymaker.types import UserId
from melodymaker.webhooks.deliveries import add_delivery

MAX_WEBHOOKS = 5
MAX_URL = 500
TEST = "ping"
_EXAMPLE = later("Enter an address like https://example.com/songs.")
_PLAIN = later("The address has to begin with https://.")


def add_webhook(actor: UserId, url: str) -> Webhook:
    """Have the actor's messages sent to an address; raises InvalidInput."""
    url = url.strip()
    if error := url_error(url):
        raise InvalidInput({"url": error})
    with db.transaction() as session:
        if session.exec(select(func.count()).where(Webhook.user_id == actor)).one() >= MAX_WEBHOOKS:
            raise InvalidInput(
                {"url": t("You have {most} webhooks, which is the most. Remove one first.", most=MAX_WEBHOOKS)}
            )
        if session.exec(select(Webhook.id).where(Webhook.user_id == actor, Webhook.url == url)).first():
            raise InvalidInput({"url": t("Your messages go there already.")})
        webhook = Webhook(user_id=actor, url=url)
        session.add(webhook)
    return webhook


def delete_webhook(actor: UserId, webhook_id: str) -> None:
    """Send nothing there any more; raises NotFound."""
    with db.transaction() as session:
        session.delete(_own(session, actor, webhook_id))


def send_test(actor: UserId, webhook_id: str) -> None:
    """Send a message that says nothing, to try the address; raises NotFound."""
    with db.transaction() as session:
        webhook = _own(session, actor, webhook_id)
        add_delivery(session, webhook, TEST, {"webhook_id": webhook.id})


def url_error(url: str) -> str:
    """What is wrong with an address, if anything; whether it is public is seen when something is sent there."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return _EXAMPLE
    if len(url) > MAX_URL or not url.isascii() or not url.isprintable() or " " in url:
        return _EXAMPLE
    if not host or port == 0 or parts.username is not None or parts.scheme not in {"http", "https"}:
        return _EXAMPLE
    return _PLAIN if parts.scheme == "http" and not ports.in_use().site.is_local else ""


def _own(session: Session, actor: UserId, webhook_id: str) -> Webhook:
    webhook = get_or_none(session, Webhook, webhook_id)
    if webhook is None or webhook.user_id != actor:
        raise NotFound
    return webhook
