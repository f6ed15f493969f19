"""Makes somebody an admin, or no admin any more (`make admin EMAIL=ana@example.com`, `make admin EMAIL=… OFF=1`)."""

import sys

from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import AdminAction, User
from melodymaker.settings import load_settings


def main(email: str, *, admin: bool) -> str:
    """Change whether the account with this email is an admin's; returns what to say."""
    with db.transaction() as session:
        user = session.exec(select(User).where(User.email == email.strip().lower())).first()
        if user is None:
            sys.exit(f"No account has the email {email}.")
        user.admin = admin
        action = "make admin" if admin else "make no admin"
        session.add(AdminAction(action=action, target_id=user.id, about=f"{user.name} @{user.handle}"))
        return f"{user.name} (@{user.handle}) is {'an admin now' if admin else 'no admin any more'}."


if __name__ == "__main__":
    if len(sys.argv) < 2 or not sys.argv[1]:
        sys.exit("EMAIL has to be the email of an account, as in `make admin EMAIL=ana@example.com`")
    db.use(db.connect(load_settings().database))
    print(main(sys.argv[1], admin=len(sys.argv) < 3))
