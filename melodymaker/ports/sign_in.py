"""The ways to sign in that the settings allow, beside email and password."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class OutsideProfile:
    """Who somebody is at a provider. `subject` never changes; `email` is empty unless it is confirmed there."""

    subject: str
    email: str
    name: str


class Provider(Protocol):
    """Another site that says who somebody is (OAuth 2.0, RFC 6749)."""

    label: str
    """What people call it."""

    def sign_in_url(self, state: str, verifier: str, redirect_to: str) -> str:
        """Where the browser asks it; `verifier` is the secret of this attempt (PKCE, RFC 7636)."""
        ...

    def profile(self, code: str, verifier: str, redirect_to: str) -> OutsideProfile:
        """Who came back with this code; raises ProviderFailed."""
        ...


@dataclass(frozen=True)
class SignInWays:
    """Whether people may try the site as guests, and the providers by the names in their addresses."""

    guests: bool = True
    providers: Mapping[str, Provider] = field(default_factory=dict)


ONLY_PASSWORDS = SignInWays()
"""No provider; guests are welcome."""
