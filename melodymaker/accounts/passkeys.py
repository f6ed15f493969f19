"""Passkeys (W3C WebAuthn): a key pair on a person's device in place of the password.

A challenge is signed by this site and good for a few minutes, for one purpose and once, so that nothing has to be
stored before it is answered. `webauthn` is imported when it is first needed: few people use it.
"""

import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from melodymaker import db, ports
from melodymaker.accounts.credentials import check_password
from melodymaker.accounts.mails import plain_mail, send_after_commit
from melodymaker.accounts.sessions import Visitor, announce_sessions, open_session
from melodymaker.accounts.sign_in_limits import count_attempt
from melodymaker.db.models import Identity, Passkey, User, now
from melodymaker.db.text import one_line
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.i18n import later, t
from melodymaker.types import UserId

MOST = 20
MAX_NAME = 60
NOT_TAKEN = later("This passkey was not taken. Try again.")
_MINUTES = 10
_ONCE = f"1/{2 * _MINUTES}minutes"
_SIGN_IN = "sign-in"
_RANDOM = 24
_TIME = 8


@dataclass(frozen=True)
class PasskeyRow:
    """A passkey in the settings; both times are ISO 8601, `used` is empty before its first use."""

    id: str
    name: str
    added: str
    used: str


def passkeys_of(user_id: UserId) -> list[PasskeyRow]:
    """The user's passkeys, the oldest first."""
    mine = select(Passkey).where(Passkey.user_id == user_id).order_by(col(Passkey.created_at), col(Passkey.id))
    with db.read() as session:
        rows = session.exec(mine).all()
    return [
        PasskeyRow(row.id, row.name, row.created_at.isoformat(), row.used_at.isoformat() if row.used_at else "")
        for row in rows
    ]


def sign_in_options(visitor: Visitor) -> str:
    """What a browser asks its passkeys with, as JSON; raises TooManyAttempts."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    count_attempt("passkey", "", visitor.address)
    options = generate_authentication_options(
        rp_id=_host(), challenge=_new_challenge(_SIGN_IN), user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(options)


def sign_in_by_passkey(answer: str, visitor: Visitor) -> str:
    """Sign in whoever the passkey belongs to; returns the session's token. Raises InvalidInput and TooManyAttempts."""
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    count_attempt("passkey", "", visitor.address)
    credential, challenge = _parsed(answer, _SIGN_IN)
    with db.transaction() as session:
        known = select(Passkey).where(Passkey.credential_id == credential["id"])
        passkey = session.exec(known.with_for_update()).first()
        if passkey is None:
            raise InvalidInput({"form": t("This passkey is not known here, or has been removed.")})
        try:
            verified = verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=_host(),
                expected_origin=_origin(),
                credential_public_key=_bytes(passkey.public_key),
                credential_current_sign_count=passkey.sign_count,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise InvalidInput({"form": NOT_TAKEN}) from error
        passkey.sign_count = verified.new_sign_count
        passkey.used_at = now()
        return open_session(session, session.get_one(User, passkey.user_id), visitor)


def new_passkey_options(actor: UserId, password: str, visitor: Visitor) -> str:
    """What a browser makes a passkey for the actor with, as JSON, once they have typed their password, if there is one.

    Raises InvalidInput, NotFound for guests, and TooManyAttempts.
    """
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    with db.read() as session:
        user = session.get(User, actor)
        known = session.exec(select(Passkey.credential_id).where(Passkey.user_id == actor)).all()
    if user is None or user.guest:
        raise NotFound
    if user.password_hash:
        check_password(actor, password, visitor, "passkey_password")
    if len(known) >= MOST:
        raise InvalidInput({"form": t("You have {most} passkeys, which is the most. Remove one first.", most=MOST)})
    options = generate_registration_options(
        rp_id=_host(),
        rp_name="MelodyMaker",
        user_id=actor.encode(),
        user_name=user.email,
        user_display_name=user.name,
        challenge=_new_challenge(actor),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=_bytes(one)) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return options_to_json(options)


def add_passkey(actor: UserId, answer: str, name: str) -> None:
    """Keep the passkey that the actor's browser has made; raises InvalidInput."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    credential, challenge = _parsed(answer, actor)
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise InvalidInput({"form": NOT_TAKEN}) from error
    try:
        with db.transaction() as session:
            user = session.get_one(User, actor, with_for_update=True)
            number = session.exec(select(func.count()).select_from(Passkey).where(Passkey.user_id == actor)).one()
            passkey = Passkey(
                user_id=actor,
                name=one_line(name)[:MAX_NAME] or t("Passkey {number}", number=number + 1),
                credential_id=bytes_to_base64url(made.credential_id),
                public_key=bytes_to_base64url(made.credential_public_key),
                sign_count=made.sign_count,
            )
            session.add(passkey)
            send_after_commit(session, _mail(user, passkey.name))
            announce_sessions(session, actor)
    except IntegrityError as error:
        raise InvalidInput({"form": t("This passkey is here already.")}) from error


def remove_passkey(actor: UserId, passkey_id: str) -> None:
    """Remove one of the actor's passkeys; raises NotFound, and InvalidInput where that is their only way in."""
    with db.transaction() as session:
        user = session.get_one(User, actor, with_for_update=True)
        others = select(Passkey.id).where(Passkey.user_id == actor, Passkey.id != passkey_id)
        identities = select(Identity.subject).where(Identity.user_id == actor)
        if not (user.password_hash or session.exec(others).first() or session.exec(identities).first()):
            raise InvalidInput({"form": t("This is your only way to sign in. Set a password first.")})
        mine = col(Passkey.user_id) == actor, col(Passkey.id) == passkey_id
        if not session.exec(sa.delete(Passkey).where(*mine)).rowcount:
            raise NotFound
        announce_sessions(session, actor)


def _mail(user: User, name: str) -> ports.Mail:
    return plain_mail(
        user.email,
        t("A passkey was added to your MelodyMaker account"),
        t(
            "Hello {name}, the passkey “{passkey}” can be used to sign in to your account now.",
            name=user.name,
            passkey=name,
        ),
        t("If that was not you, remove it in the settings, and change your password."),
    )


def _parsed(answer: str, purpose: str) -> tuple[dict[str, Any], bytes]:
    """The browser's answer, and the challenge in it, which was this site's for this purpose; raises InvalidInput."""
    try:
        credential = json.loads(answer)
        client_data = json.loads(_bytes(credential["response"]["clientDataJSON"]))
        challenge = _bytes(client_data["challenge"])
        valid = isinstance(credential["id"], str) and _is_ours(challenge, purpose)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidInput({"form": NOT_TAKEN}) from error
    if not valid or not ports.in_use().limits.allow(_ONCE, "challenge", hashlib.sha256(challenge).hexdigest()):
        raise InvalidInput({"form": t("That took too long. Try again.")})
    return credential, challenge


def _new_challenge(purpose: str) -> bytes:
    until = int(time.time() + _MINUTES * 60).to_bytes(_TIME, "big")
    body = secrets.token_bytes(_RANDOM) + until
    return body + _signature(body, purpose)


def _is_ours(challenge: bytes, purpose: str) -> bool:
    body, signature = challenge[: _RANDOM + _TIME], challenge[_RANDOM + _TIME :]
    in_time = int.from_bytes(body[_RANDOM:], "big") > time.time()
    return in_time and hmac.compare_digest(signature, _signature(body, purpose))


def _signature(body: bytes, purpose: str) -> bytes:
    return hmac.new(ports.in_use().site.secret, f"passkey:{purpose}:".encode() + body, hashlib.sha256).digest()


def _bytes(text: str) -> bytes:
    from webauthn import base64url_to_bytes

    return base64url_to_bytes(text)


def _host() -> str:
    return urlsplit(ports.in_use().site.url).hostname or "localhost"


def _origin() -> str:
    parts = urlsplit(ports.in_use().site.url)
    return f"{parts.scheme}://{parts.netloc}"
