"""What a key is made of, and what is stored of it."""

import base64
import hashlib
import hmac
import secrets

from melodymaker import ports

PREFIX = "mm_"
SHOWN = 4


def new_key() -> str:
    """A random key (256 bits)."""
    return f"{PREFIX}{secrets.token_urlsafe(32)}"


def key_hash(key: str) -> str:
    """What is stored of a key: it is random and long, so that nobody finds it by guessing hashes."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def app_password(key_id: str) -> str:
    """The password of a row: apps that send a hash of it with a salt need it in plain, so it is made anew each time."""
    digest = hmac.digest(ports.in_use().site.secret, f"app-password\n{key_id}".encode(), "sha256")
    return base64.b32encode(digest)[:24].decode().lower()
