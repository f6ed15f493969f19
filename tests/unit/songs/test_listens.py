"""Old listens."""

from collections import Counter
from datetime import timedelta

from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Listen, now
from melodymaker.songs.listens import KEPT, forget_repeated_listens
from tests.conftest import Person
from tests.factories import make_song


def test_old_listens_are_forgotten_but_the_last_to_each_song(owner: Person, outsider: Person) -> None:
    one, two = make_song(owner.id), make_song(owner.id)
    old = now() - KEPT - timedelta(days=1)
    with db.transaction() as session:
        for user_id, song_id, at in (
            (owner.id, one, old),
            (owner.id, one, old + timedelta(hours=1)),
            (owner.id, two, old),
            (owner.id, two, now()),
            (owner.id, two, now() - timedelta(hours=1)),
            (outsider.id, one, old),
        ):
            session.add(Listen(user_id=user_id, song_id=song_id, at=at))
    assert forget_repeated_listens() == 2
    with db.read() as session:
        left = session.exec(select(Listen.user_id, Listen.song_id)).all()
    assert Counter(left) == {(owner.id, one): 1, (owner.id, two): 2, (outsider.id, one): 1}
    assert forget_repeated_listens() == 0
