"""Sites that say who somebody is: GitHub and Google, over OAuth 2.0 with PKCE (RFC 6749, RFC 7636).

Authlib is imported when it is first needed: that takes a quarter of a second, and many sites use no provider.
"""

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from melodymaker.errors import ProviderFailed
from melodymaker.i18n import t
from melodymaker.ports import OutsideProfile

log = logging.getLogger(__name__)

_TIMEOUT = 10
_NO_CODE = "a-code-that-was-never-given-to-anybody-0123456789"
# RFC 6749, 5.2, and GitHub's word for it.
_WRONG_CODE = {"invalid_grant", "bad_verification_code"}


@dataclass(frozen=True)
class _OAuthProvider(ABC):
    """What both have in common; `client_id` and `client_secret` are those of this site there."""

    client_id: str
    client_secret: str

    @property
    @abstractmethod
    def _authorize_url(self) -> str: ...

    @property
    @abstractmethod
    def _token_url(self) -> str: ...

    scope = ""
    label = ""

    def sign_in_url(self, state: str, verifier: str, redirect_to: str) -> str:
        """Where the browser asks it; `verifier` is the secret of this attempt."""
        with self._client(redirect_to) as client:
            address, _ = client.create_authorization_url(self._authorize_url, state=state, code_verifier=verifier)
        return address

    def profile(self, code: str, verifier: str, redirect_to: str) -> OutsideProfile:
        """Who came back with this code; raises ProviderFailed."""
        import httpx2
        from authlib.common.errors import AuthlibBaseError

        try:
            with self._client(redirect_to) as client:
                client.fetch_token(self._token_url, code=code, code_verifier=verifier)
                return self._read_profile(client)
        except (httpx2.HTTPError, AuthlibBaseError, ValueError, KeyError, TypeError) as error:
            # What stands in the answer may be a secret.
            log.warning("%s did not say who somebody is: %s", self.label, type(error).__name__)
            msg = t("{site} did not say who you are. Try again, or sign in another way.", site=self.label)
            raise ProviderFailed(msg) from error

    def fault(self, redirect_to: str) -> str:
        """What the site says against the id and the secret, which it checks before a code that nobody was given."""
        import httpx2
        from authlib.common.errors import AuthlibBaseError

        try:
            with self._client(redirect_to) as client:
                client.fetch_token(self._token_url, code=_NO_CODE, code_verifier=_NO_CODE)
        except (httpx2.HTTPError, ValueError) as error:
            return f"{self.label} does not answer as expected ({type(error).__name__})"
        except AuthlibBaseError as error:
            if error.error in _WRONG_CODE:
                return ""
            if error.error == "redirect_uri_mismatch":
                return (
                    f"{self.label} knows another callback address than {redirect_to}; correct it there, or PUBLIC_URL"
                )
            return f"{self.label} refuses the id or the secret; copy both from the app there once more"
        return f"{self.label} took a code that it has not given"

    @abstractmethod
    def _read_profile(self, client: Any) -> OutsideProfile: ...

    @contextmanager
    def _client(self, redirect_to: str) -> Iterator[Any]:
        from authlib.integrations.httpx_client import OAuth2Client

        # It is an httpx.Client, which its own class does not say.
        made: Any = OAuth2Client(
            self.client_id,
            self.client_secret,
            scope=self.scope,
            redirect_uri=redirect_to,
            code_challenge_method="S256",
            timeout=_TIMEOUT,
        )
        with made as client:
            yield client


@dataclass(frozen=True)
class GithubProvider(_OAuthProvider):
    """GitHub. An email counts if it is the primary one and GitHub has confirmed it."""

    site: str = "https://github.com"
    api: str = "https://api.github.com"
    label = "GitHub"
    scope = "read:user user:email"

    @property
    def _authorize_url(self) -> str:
        return f"{self.site}/login/oauth/authorize"

    @property
    def _token_url(self) -> str:
        return f"{self.site}/login/oauth/access_token"

    def _read_profile(self, client: Any) -> OutsideProfile:
        user = _read(client, f"{self.api}/user")
        emails = _read(client, f"{self.api}/user/emails")
        confirmed = [one["email"] for one in emails if one["primary"] is True and one["verified"] is True]
        return OutsideProfile(str(int(user["id"])), next(iter(confirmed), ""), user.get("name") or user["login"])


@dataclass(frozen=True)
class GoogleProvider(_OAuthProvider):
    """Google, asked for its userinfo (OpenID Connect Core 1.0, 5.3)."""

    accounts: str = "https://accounts.google.com"
    token: str = "https://oauth2.googleapis.com"  # noqa: S105 - an address
    api: str = "https://openidconnect.googleapis.com"
    label = "Google"
    scope = "openid email profile"

    @property
    def _authorize_url(self) -> str:
        return f"{self.accounts}/o/oauth2/v2/auth"

    @property
    def _token_url(self) -> str:
        return f"{self.token}/token"

    def _read_profile(self, client: Any) -> OutsideProfile:
        user = _read(client, f"{self.api}/v1/userinfo")
        email = user.get("email", "") if user.get("email_verified") is True else ""
        return OutsideProfile(str(user["sub"]), email, user.get("name") or "")


def _read(client: Any, address: str) -> Any:
    answer = client.get(address, headers={"Accept": "application/json"})
    answer.raise_for_status()
    return answer.json()


def providers_of(credentials: Mapping[str, tuple[str, str]]) -> dict[str, _OAuthProvider]:
    """The providers by name for which there are an id and a secret."""
    kinds = {"github": GithubProvider, "google": GoogleProvider}
    return {name: kinds[name](*pair) for name, pair in credentials.items() if all(pair)}
