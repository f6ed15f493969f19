"""Following people, and blocking them."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.accounts.blocks import has_blocked, refuse_blocked
from melodymaker.accounts.permissions import require_account
from melodymaker.db.models import Block, Follow, User, is_id
from melodymaker.errors import InvalidInput, NotFound, TooManyAttempts
from melodymaker.i18n import later, t
from melodymaker.notifications import service as notifications
from melodymaker.types import Change, Kind, Notice, Topic, UserId, person_topic, user_topic

RATE = "60/minute"
TOO_MANY = later("You have followed 60 people within a minute, which is the most. Try again in a minute.")


def set_follow(actor: UserId, person: UserId, *, on: bool) -> None:
    """Follow a person, or no longer; repeating it changes nothing.

    Raises NotFound for nobody, InvalidInput for oneself and for whom one has blocked, NotWelcome where one is blocked,
    Suspended, and TooManyAttempts.
    """
    if on and not ports.in_use().limits.allow(RATE, "follow", actor):
        raise TooManyAttempts(TOO_MANY)
    with db.transaction() as session:
        _lock_both(session, actor, person)
        if on:
            require_account(session, actor)
            refuse_blocked(session, person, actor)
            if has_blocked(session, actor, person):
                raise InvalidInput({"person": t("You have blocked this person. Unblock them first.")})
        if on and db.insert_new(session, Follow(follower_id=actor, followed_id=person)):
            _count(session, actor, person, 1)
            notifications.notify(session, person, Notice.FOLLOW, actor=actor)
        elif not on:
            _unfollow(session, actor, person)


def block_person(actor: UserId, person: UserId) -> str:
    """Block a person; returns their name. Neither follows the other any more, and what the actor was told goes.

    Raises NotFound for nobody, and InvalidInput for oneself.
    """
    with db.transaction() as session:
        name = _lock_both(session, actor, person)
        if db.insert_new(session, Block(blocker_id=actor, blocked_id=person)):
            _unfollow(session, actor, person)
            _unfollow(session, person, actor)
            notifications.forget_person(session, actor, person)
            _announce_block(session, actor, person)
    return name


def unblock_person(actor: UserId, person: UserId) -> None:
    """Let a person be heard again; one that is not blocked stays as they are."""
    with db.transaction() as session:
        blocked = col(Block.blocker_id) == actor, col(Block.blocked_id) == person
        if session.exec(sa.delete(Block).where(*blocked)).rowcount:
            _announce_block(session, actor, person)


def end_follows(session: Session, person: UserId) -> None:
    """Let somebody whose account goes follow nobody and be followed by nobody any more, and count the others anew."""
    either = sa.or_(col(Follow.follower_id) == person, col(Follow.followed_id) == person)
    pairs = session.exec(select(Follow.follower_id, Follow.followed_id).where(either)).all()
    others = sorted({one for pair in pairs for one in pair} - {person})
    session.exec(select(User.id).where(col(User.id).in_(others)).order_by(col(User.id)).with_for_update()).all()
    session.exec(sa.delete(Follow).where(either))
    for count, own in ((User.followers, Follow.followed_id), (User.following, Follow.follower_id)):
        number = sa.select(sa.func.count()).where(col(own) == User.id).correlate(User).scalar_subquery()
        update = sa.update(User).where(col(User.id).in_(others)).values({col(count): number})
        session.exec(update, execution_options={"synchronize_session": False})
    for other in others:
        _announce(session, UserId(other), user_topic(other), person_topic(other))


def _lock_both(session: Session, actor: UserId, person: UserId) -> str:
    """Let follows and blocks between the two come one after the other; returns the person's name.

    Raises NotFound for nobody, and InvalidInput for the actor.
    """
    if person == actor:
        raise InvalidInput({"person": t("That is you.")})
    if not is_id(person):
        raise NotFound
    names = {}
    for user_id in sorted((actor, person)):  # in one order for all, so that no two transactions wait for each other
        row = select(User.name).where(User.id == user_id).with_for_update(key_share=True)
        names[user_id] = session.exec(row).first()
    name = names[person]
    if name is None:
        raise NotFound
    return name


def _unfollow(session: Session, follower: UserId, followed: UserId) -> None:
    follows = col(Follow.follower_id) == follower, col(Follow.followed_id) == followed
    if session.exec(sa.delete(Follow).where(*follows)).rowcount:
        _count(session, follower, followed, -1)
        notifications.retract(session, followed, Notice.FOLLOW, actor=follower)


def _count(session: Session, follower: UserId, followed: UserId, change: int) -> None:
    """Add to both people's counts."""
    for user_id, count in ((follower, User.following), (followed, User.followers)):
        update = sa.update(User).where(col(User.id) == user_id).values({col(count): col(count) + change})
        session.exec(update, execution_options={"synchronize_session": False})
    _announce(session, followed, user_topic(follower), user_topic(followed), person_topic(followed))
    _announce(session, follower, person_topic(follower))


def _announce(session: Session, person: UserId, *topics: Topic) -> None:
    db.after_commit(session, lambda: ports.in_use().live.publish(Change(Kind.PERSON, person), *topics))


def _announce_block(session: Session, actor: UserId, person: UserId) -> None:
    _announce(session, person, user_topic(actor))
