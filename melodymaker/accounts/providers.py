"""Signing in with an account at another site, linked by a confirmed email only."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from melodymaker import db, ports, routes
from melodymaker.accounts.fields import parsed_email
from melodymaker.accounts.service import TRY_AGAIN, open_outside_account
from melodymaker.accounts.sessions import Visitor, announce_sessions, open_session
from melodymaker.db.models import Identity, Passkey, User
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.i18n import t
from melodymaker.ports import OutsideProfile, Provider
from melodymaker.types import UserId


@dataclass(frozen=True)
class ProviderRow:
    """A provider as it is offered: where its button leads, and whether the user's account is connected to it."""

    name: str
    label: str
    href: str
    connected: bool = False


def provider_named(name: str) -> Provider:
    """The provider of this name; raises NotFound where the settings name none."""
    provider = ports.in_use().sign_in.providers.get(name)
    if provider is None:
        raise NotFound
    return provider


def offered_providers(then: str) -> list[ProviderRow]:
    """The providers that the settings name; each leads on to a page."""
    return [
        ProviderRow(name, one.label, routes.with_provider(name, then))
        for name, one in ports.in_use().sign_in.providers.items()
    ]


def connected_providers(user_id: UserId) -> list[ProviderRow]:
    """The same for the settings, where those that the user has connected are known."""
    mine = select(Identity.provider).where(Identity.user_id == user_id)
    with db.read() as session:
        connected = set(session.exec(mine))
    return [
        ProviderRow(row.name, row.label, row.href, connected=row.name in connected)
        for row in offered_providers(routes.SETTINGS)
    ]


def sign_in_with(name: str, profile: OutsideProfile, visitor: Visitor) -> str:
    """Sign somebody in who is known at the provider, or open an account for them; returns the session's token.

    An account that is there already is connected if its email is confirmed here and there. Raises InvalidInput.
    """
    label = provider_named(name).label
    try:
        with db.transaction() as session:
            identity = session.get(Identity, (name, profile.subject))
            user = session.get_one(User, identity.user_id) if identity else _by_email(session, label, profile, visitor)
            if identity is None:
                session.add(Identity(provider=name, subject=profile.subject, user_id=user.id))
                session.flush()
            return open_session(session, user, visitor)
    except IntegrityError as error:
        raise InvalidInput({"form": TRY_AGAIN}) from error


def connect_provider(actor: UserId, name: str, profile: OutsideProfile) -> str:
    """Let the actor sign in with their account at the provider from now on; returns what to tell them.

    Raises InvalidInput where that is somebody else's already.
    """
    label = provider_named(name).label
    with db.transaction() as session:
        db.insert_new(session, Identity(provider=name, subject=profile.subject, user_id=actor))
        if session.get_one(Identity, (name, profile.subject)).user_id != actor:
            raise InvalidInput({"form": t("Another account here is connected to this {label} account.", label=label)})
        announce_sessions(session, actor)
    return t("You can sign in with {label} now.", label=label)


def disconnect_provider(actor: UserId, name: str) -> str:
    """Let the actor no longer sign in with the provider; returns what to tell them.

    Raises InvalidInput where that is their only way in.
    """
    label = provider_named(name).label
    with db.transaction() as session:
        user = session.get_one(User, actor, with_for_update=True)
        others = select(Identity.subject).where(Identity.user_id == actor, Identity.provider != name)
        keys = select(Passkey.id).where(Passkey.user_id == actor)
        if not (user.password_hash or session.exec(others).first() or session.exec(keys).first()):
            raise InvalidInput({"form": t("This is your only way to sign in. Set a password first.")})
        session.exec(sa.delete(Identity).where(col(Identity.user_id) == actor, col(Identity.provider) == name))
        announce_sessions(session, actor)
    return t("{label} is disconnected.", label=label)


def _by_email(session: Session, label: str, profile: OutsideProfile, visitor: Visitor) -> User:
    """The account with the confirmed email of the profile, or a new one; raises InvalidInput."""
    address, problem = parsed_email(profile.email)
    if problem:
        raise InvalidInput(
            {"form": t("{label} has no confirmed email of yours. Confirm one there, or sign up here.", label=label)}
        )
    user = session.exec(select(User).where(User.email == address).with_for_update()).first()
    if user is None:
        return open_outside_account(session, profile.name, address, visitor)
    if user.verified_at is None:
        # Whoever opened it may be somebody else, who only knows the address, and keeps the password.
        msg = t(
            "There is an account with your email, which nobody has confirmed. “Forgot your password?” makes it yours."
        )
        raise InvalidInput({"form": msg})
    return user
