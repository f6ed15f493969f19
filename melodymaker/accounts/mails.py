"""The mails about accounts. They are sent in the background: nobody waits for a mail server.

Nor can anybody measure whether there was something to send. A mail that is lost, because the server that takes it is
away or this process ends, is asked for again by its reader.
"""

import contextvars
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html import escape
from typing import ParamSpec

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from melodymaker import db, ports, routes
from melodymaker.errors import MelodyError

log = logging.getLogger(__name__)

P = ParamSpec("P")

_executor = ThreadPoolExecutor(2, thread_name_prefix="mails")


def in_background(function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
    """Do this soon, and log it if it fails."""

    def run() -> None:
        try:
            function(*args, **kwargs)
        except (MelodyError, SQLAlchemyError) as error:
            log.warning("a mail was not sent: %s", error.__cause__ or error)

    _executor.submit(partial(contextvars.copy_context().run, run))  # its lines name the request, too


def send_after_commit(session: Session, mail: ports.Mail) -> None:
    """Send the mail once the session's transaction is committed."""
    send = ports.in_use().mailer.send
    db.after_commit(session, lambda: in_background(send, mail))


def link_mail(to: str, subject: str, text: str, button: str, token: str, foot: str) -> ports.Mail:
    """A mail around one link: why it comes, what its button says, and what to do if one did not ask for it."""
    link = ports.in_use().site.url + routes.AUTH_LINK.format(token=token)
    html = (
        f'<div style="max-width:34em;font:16px/1.5 sans-serif"><p>{escape(text)}</p>'
        f'<p><a href="{escape(link)}" style="display:inline-block;padding:12px 20px;border-radius:14px;'
        f'background:#1c1713;color:#fff;font-weight:600;text-decoration:none">{escape(button)}</a></p>'
        f'<p style="color:#777;font-size:13px">{escape(foot)}</p></div>'
    )
    return ports.Mail(to=to, subject=subject, text=f"{text}\n\n{link}\n\n{foot}\n", html=html, link=link)


def plain_mail(to: str, subject: str, *paragraphs: str) -> ports.Mail:
    """A mail that only tells something."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    html = f'<div style="max-width:34em;font:16px/1.5 sans-serif">{body}</div>'
    return ports.Mail(to=to, subject=subject, text="\n\n".join(paragraphs) + "\n", html=html)
