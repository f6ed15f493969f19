"""In which language somebody reads the site, for the mails that they get when they are not there."""

from melodymaker import db
from melodymaker.db.models import User
from melodymaker.i18n import LANGUAGES, Language, current, language_of
from melodymaker.types import UserId


def remember_language(actor: UserId) -> None:
    """Note that the actor reads the site in the current language."""
    with db.transaction() as session:
        session.get_one(User, actor, with_for_update=True).language = current().code


def language_of_user(user_id: UserId) -> Language:
    """The language in which they were last here."""
    with db.read() as session:
        return language_of(session.get_one(User, user_id).language, "", LANGUAGES)
