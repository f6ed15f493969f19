"""Ways to sign in beside the password, and the links that are sent by e-mail."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import foreign_key, long_text, primary_id, timestamp, timestamp_or_none


class AccountLink(SQLModel, table=True):
    """A link sent by e-mail that works once. Only the hash of its token is stored."""

    __tablename__ = "account_links"

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: str = foreign_key("users.id", index=True)
    # A LinkPurpose.
    purpose: str = Field(max_length=16)
    # The address that it was sent to.
    email: str = Field(max_length=254)
    expires_at: datetime = timestamp(index=True)


class Identity(SQLModel, table=True):
    """That a person signs in with their account elsewhere."""

    __tablename__ = "identities"

    provider: str = Field(primary_key=True, max_length=16)
    # The person's id there, which never changes, as names and emails do.
    subject: str = Field(primary_key=True, max_length=255)
    user_id: str = foreign_key("users.id", index=True)
    created_at: datetime = timestamp()


class Passkey(SQLModel, table=True):
    """A public key whose private half a person's device keeps (W3C WebAuthn)."""

    __tablename__ = "passkeys"

    id: str = primary_id()
    user_id: str = foreign_key("users.id", index=True)
    name: str = Field(max_length=60)
    # Both in base64url.
    credential_id: str = Field(max_length=1400, unique=True)
    public_key: str = long_text()
    # Counts the device's signatures: one that does not grow may be a copy's.
    sign_count: int = Field(default=0, sa_type=sa.BigInteger)
    created_at: datetime = timestamp()
    used_at: datetime | None = timestamp_or_none()
