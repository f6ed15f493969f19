"""A Polar that sells: customers, checkouts that are paid by pressing a button, orders, refunds, signed messages.

What it is sent is read by the SDK's own models of requests, which refuse what the real one would; what it answers has the
shape of the SDK's models of answers.
"""

import base64
import hashlib
import hmac
import itertools
import json
import threading
import time
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import uvicorn
from polar.base import PolarDeserializationError, deserialize
from polar.v2026_10 import inputs, outputs
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from deploy.local.servers import free_port
from tests.polar.answers import answer
from tests.waiting import until

SECRET = "whsec_" + base64.b64encode(b"a secret for tests only").decode()
TOKEN = "polar_oat_for_tests_only"
# Of the packs 10, 25 and 50, and of a plan of 40 a month: what each costs in cents.
PRICES = {"pack-10": 499, "pack-25": 999, "pack-50": 1499, "plan-40": 999}
PACKS = "10=pack-10,25=pack-25,50=pack-50,40/month=plan-40"
_NO_MAIL = "@nowhere.invalid"
"""Polar refuses customers whose mail nobody can get."""


@dataclass
class FakePolar:
    """The state of the server; `hook` is where its messages go, and `deliveries` what was sent there."""

    url: str = ""
    hook: str = ""
    down: bool = False
    customers: dict[str, dict[str, Any]] = field(default_factory=dict)
    checkouts: dict[str, dict[str, Any]] = field(default_factory=dict)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def settings(self) -> dict[str, str]:
        """The settings of an app that sells through this."""
        return {
            "CREDITS": "on",
            "POLAR_ACCESS_TOKEN": TOKEN,
            "POLAR_WEBHOOK_SECRET": SECRET,
            "POLAR_BASE_URL": self.url,
            "POLAR_PACKS": PACKS,
        }

    def order(self, user_id: str, product: str, *, refunded: int = 0, **values: Any) -> dict[str, Any]:
        """A paid order, which is in the list of orders from now on."""
        number = f"order-{next(self.numbers)}"
        customer = answer(outputs.OrderCustomer, id=f"customer-{user_id}", external_id=user_id)
        order = answer(
            outputs.Order,
            id=number,
            created_at=_now(),
            status="paid",
            paid=True,
            net_amount=PRICES[product],
            refunded_amount=refunded,
            product_id=product,
            customer_id=customer["id"],
            customer=customer,
            currency="usd",
            **values,
        )
        self.orders[number] = order
        return order

    def refund(self, order_id: str, cents: int | None = None) -> dict[str, Any]:
        """Pay a part of an order back, or all of it, and say so."""
        order = self.orders[order_id]
        order["refunded_amount"] = order["net_amount"] if cents is None else cents
        order["status"] = "refunded" if order["refunded_amount"] == order["net_amount"] else "partially_refunded"
        self.send("order.refunded", order)
        return order

    def send(self, kind: str, data: dict[str, Any]) -> None:
        """Send a message to the app, if it says where."""
        if self.hook:
            body, headers = message(kind, data)
            httpx.post(self.hook, content=body, headers=headers, timeout=10).raise_for_status()


def message(
    kind: str, data: dict[str, Any], *, delivery: str = "", at: float | None = None, secret: str = SECRET
) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of a signed message, as Standard Webhooks has it."""
    body = json.dumps({"type": kind, "timestamp": _now(), "api_version": "2026-10", "data": data}).encode()
    delivery = delivery or f"delivery-{time.monotonic_ns()}"
    moment = int(time.time() if at is None else at)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{delivery}.{moment}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return body, {"webhook-id": delivery, "webhook-timestamp": str(moment), "webhook-signature": signature}


@contextmanager
def fake_polar() -> Iterator[FakePolar]:
    """A Polar on a port of its own."""
    polar = FakePolar()
    port = free_port()
    polar.url = f"http://127.0.0.1:{port}"
    server = uvicorn.Server(uvicorn.Config(_application(polar), port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started, 10, every=0.02)
        yield polar
    finally:
        server.should_exit = True
        thread.join()


class _Answers:
    """What the server answers."""

    def __init__(self, polar: FakePolar) -> None:
        self._polar = polar

    async def create_customer(self, request: Request) -> Response:
        """Make somebody known."""
        sent = await _read(request, inputs.CustomerIndividualCreate)
        known = sent["external_id"] in self._polar.customers
        if known or sent["email"].endswith(_NO_MAIL):
            detail = [{"loc": ["body", "external_id"], "msg": "already exists", "type": "value_error"}]
            return JSONResponse({"error": "RequestValidationError", "detail": detail}, 422)
        customer = answer(outputs.Customer, id=f"customer-{sent['external_id']}", created_at=_now(), **sent)
        self._polar.customers[sent["external_id"]] = customer
        return JSONResponse(customer, 201)

    async def get_customer(self, request: Request) -> Response:
        """Somebody who is known."""
        customer = self._polar.customers.get(request.path_params["external_id"])
        missing = {"error": "ResourceNotFound", "detail": "Not found"}
        return JSONResponse(customer) if customer else JSONResponse(missing, 404)

    async def delete_customer(self, request: Request) -> Response:
        """Forget somebody."""
        assert request.query_params["anonymize"] == "true"
        gone = self._polar.customers.pop(request.path_params["external_id"], None)
        missing = {"error": "ResourceNotFound", "detail": "Not found"}
        return Response(status_code=204) if gone else JSONResponse(missing, 404)

    async def get_product(self, request: Request) -> Response:
        """A pack, with its price."""
        product = request.path_params["product_id"]
        price = answer(
            outputs.ProductPriceFixed, price_amount=PRICES[product], price_currency="usd", product_id=product
        )
        return JSONResponse(answer(outputs.Product, id=product, name=product, prices=[price]))

    async def create_checkout(self, request: Request) -> Response:
        """A place to pay."""
        sent = await _read(request, inputs.CheckoutCreate)
        number = f"checkout-{next(self._polar.numbers)}"
        self._polar.checkouts[number] = sent
        url = f"{self._polar.url}/checkout/{number}"
        return JSONResponse(
            answer(outputs.Checkout, id=number, url=url, external_customer_id=sent["external_customer_id"]), 201
        )

    async def create_session(self, request: Request) -> Response:
        """A way into the portal."""
        sent = await _read(request, inputs.CustomerSessionCustomerExternalIDCreate)
        url = f"{self._polar.url}/portal/{sent['external_customer_id']}"
        return JSONResponse(answer(outputs.CustomerSession, customer_portal_url=url), 201)

    async def list_orders(self, request: Request) -> Response:
        """Orders, a page at a time."""
        of = request.query_params.get("external_customer_id")
        found = [order for order in self._polar.orders.values() if of in {None, order["customer"]["external_id"]}]
        page, limit = int(request.query_params["page"]), int(request.query_params["limit"])
        part = found[(page - 1) * limit : page * limit]
        pagination = {"total_count": len(found), "max_page": -(-len(found) // limit)}
        return JSONResponse({"items": part, "pagination": pagination})

    async def show_checkout(self, _request: Request) -> Response:
        """The page with the button."""
        return HTMLResponse("<title>Checkout</title><form method=post><button>Pay</button></form>")

    def pay(self, request: Request) -> Response:
        """The button was pressed."""
        checkout = self._polar.checkouts[request.path_params["checkout_id"]]
        product = checkout["products"][0]
        reason = "subscription_create" if product.startswith("plan") else "purchase"
        order = self._polar.order(checkout["external_customer_id"], product, billing_reason=reason)
        self._polar.send("order.paid", order)
        return RedirectResponse(checkout["success_url"], 303)

    async def show_portal(self, _request: Request) -> Response:
        """The page of orders."""
        return HTMLResponse("<title>Portal</title><h1>Your orders</h1>")


def _application(polar: FakePolar) -> Any:
    answers = _Answers(polar)
    routes = [
        Route("/v1/customers/", answers.create_customer, methods=["POST"]),
        Route("/v1/customers/external/{external_id}", answers.get_customer),
        Route("/v1/customers/external/{external_id}", answers.delete_customer, methods=["DELETE"]),
        Route("/v1/products/{product_id}", answers.get_product),
        Route("/v1/checkouts/", answers.create_checkout, methods=["POST"]),
        Route("/v1/customer-sessions/", answers.create_session, methods=["POST"]),
        Route("/v1/orders/", answers.list_orders),
        Route("/checkout/{checkout_id}", answers.show_checkout),
        Route("/checkout/{checkout_id}", answers.pay, methods=["POST"]),
        Route("/portal/{user_id}", answers.show_portal),
    ]

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        """Refuse what comes without the token, and all while the server is down."""
        api = scope["type"] == "http" and scope["path"].startswith("/v1/")
        token = dict(scope.get("headers", [])).get(b"authorization", b"").decode()
        if api and (polar.down or token != f"Bearer {TOKEN}"):
            await JSONResponse({"error": "Unavailable"}, 503 if polar.down else 401)(scope, receive, send)
        else:
            await app(scope, receive, send)

    app = Starlette(routes=routes)
    for kind in (PolarDeserializationError, ValueError):
        app.add_exception_handler(kind, _refuse(polar))
    return guarded


async def _read(request: Request, model: Any) -> dict[str, Any]:
    """The body, which must be what the SDK's model says, and hold nothing else."""
    sent = await request.json()
    if unknown := set(sent) - set(typing.get_type_hints(model)):
        raise ValueError(unknown)
    deserialize(sent, model)
    return sent


def _refuse(polar: FakePolar) -> Any:
    async def refused(_request: Request, error: Exception) -> Response:
        polar.refused.append(str(error))
        return JSONResponse({"error": "RequestValidationError", "detail": []}, 422)

    return refused


def _now() -> str:
    return datetime.now(UTC).isoformat()
