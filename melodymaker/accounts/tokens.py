"""Secrets that are handed out once, of which only the hash is stored."""

import hashlib
import secrets


def new_token() -> str:
    """A token that nobody guesses (256 bits)."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token, whatever somebody sent as one."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
