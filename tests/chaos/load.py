"""People who ask for songs through the API, and ask again with the same idempotency key until they are answered."""

import itertools
import random
import threading
import time
from dataclasses import dataclass, field

import httpx

from melodymaker import routes

_TIMEOUT = 10
_AGAIN_SECONDS = 0.1
_GIVE_UP_SECONDS = 90
# What is worth another try: a request in progress, too many at a time, and whatever is the server's fault.
_AGAIN = {409, 429}


@dataclass
class Asked:
    """One request: what it is known by, the id of the generation that was promised for it, and when it was answered."""

    mark: str
    user_id: str
    promised: str = ""
    refused: str = ""
    seconds: float = 0.0


@dataclass
class Load:
    """The people of the keys, each with one request after another; `pauses` are the seconds in between, from and to.

    They cancel a part of what they asked for, `cancels`.
    """

    urls: list[str]
    keys: dict[str, str]
    seed: int
    pauses: tuple[float, float] = (0.4, 1.6)
    cancels: float = 0.1
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = itertools.count()
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to ask."""
        self._over.clear()
        self.asked = []
        self._threads = [
            threading.Thread(target=self._person, args=(user_id, key), daemon=True)
            for user_id, key in self.keys.items()
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> list[Asked]:
        """Ask for nothing new, and see what was asked for answered; what was asked for."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        return self.asked

    def _person(self, user_id: str, key: str) -> None:
        chance = random.Random(f"{self.seed} {user_id} {next(self._numbers)}")
        with httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=_TIMEOUT) as http:
            while not self._over.wait(chance.uniform(*self.pauses)):
                asked = Asked(f"a tune, number {next(self._numbers)} of {self.seed}", user_id)
                self.asked.append(asked)
                self._ask(http, asked, chance)
                if asked.promised and chance.random() < self.cancels:
                    self._cancel(http, asked.promised, chance)

    def _ask(self, http: httpx.Client, asked: Asked, chance: random.Random) -> None:
        begun = time.monotonic()
        body = {"description": asked.mark, "duration": 60}
        while time.monotonic() < begun + _GIVE_UP_SECONDS:
            try:
                url = f"{chance.choice(self.urls)}{routes.API}/songs"
                answer = http.post(url, json=body, headers={"Idempotency-Key": asked.mark})
            except httpx.HTTPError:
                time.sleep(_AGAIN_SECONDS)
                continue
            if answer.status_code == httpx.codes.ACCEPTED:
                asked.promised = answer.json()["id"]
                asked.seconds = time.monotonic() - begun
                return
            asked.refused = answer.text
            if not answer.is_server_error and answer.status_code not in _AGAIN:
                return
            time.sleep(_AGAIN_SECONDS)

    def _cancel(self, http: httpx.Client, generation_id: str, chance: random.Random) -> None:
        try:
            http.post(f"{chance.choice(self.urls)}{routes.API}/generations/{generation_id}/cancel")
        except httpx.HTTPError:
            return  # it was not cancelled, or it was: either is fine
