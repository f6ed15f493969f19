"""A device with passkeys, in Python: what a browser would answer (W3C WebAuthn, 6.1 and 6.5)."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

_PRESENT, _VERIFIED, _WITH_KEY = 0x01, 0x04, 0x40


class SoftPasskey:
    """One passkey. `verifies` says whether the device asked for a fingerprint or a PIN; `count` are its signatures."""

    def __init__(self, origin: str = "http://localhost:3000") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = secrets.token_bytes(16)
        self.origin = origin
        self.verifies = True
        self.count = 0

    def create(self, options: str) -> str:
        """What the browser posts for a new passkey."""
        asked = json.loads(options)
        numbers = self._key.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        length = len(self._id).to_bytes(2, "big")
        data = self._data(asked["rp"]["id"], _WITH_KEY) + bytes(16) + length + self._id + encode_cbor(key)
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        client_data = self._client_data("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": client_data, "attestationObject": attestation})

    def get(self, options: str) -> str:
        """What the browser posts to sign in."""
        asked = json.loads(options)
        self.count += 1
        data = self._data(asked["rpId"], 0)
        client_data = self._client_data("webauthn.get", asked["challenge"])
        signature = self._key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        return self._answer({"clientDataJSON": client_data, "authenticatorData": data, "signature": signature})

    def _data(self, host: str, flags: int) -> bytes:
        flags |= _PRESENT | (_VERIFIED if self.verifies else 0)
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        assert base64url_to_bytes(challenge)
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, bytes]) -> str:
        own = bytes_to_base64url(self._id)
        parts: dict[str, Any] = {name: bytes_to_base64url(value) for name, value in response.items()}
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": parts})
