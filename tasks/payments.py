"""Payments in the background: new customers, the payment service's messages, and orders whose message was missed."""

import logging

from melodymaker.errors import PaymentsUnreachable
from melodymaker.purchases import events, service

log = logging.getLogger(__name__)


def catch_up() -> None:
    """Make new accounts known to the payment service, and process the messages that wait."""
    events.process_events()
    service.create_customers()


def reconcile() -> None:
    """Book what the payment service's own list of orders says, each night."""
    try:
        log.info("%s orders were looked at", service.reconcile())
    except PaymentsUnreachable:
        log.warning("the orders could not be read; that is tried again the next night")
