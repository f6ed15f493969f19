"""People who listen: the stream of a song, a part at a time, as a player asks for it."""

import random
import threading
import time
from dataclasses import dataclass, field
from typing import Self

import httpx

from melodymaker import routes
from melodymaker.web import cookies

_PART = 512
_PARTS = 4


@dataclass
class Listeners:
    """Listeners of one song at a site, until the block ends; `waits` are the seconds that each answer took.

    A player holds several seconds of sound, so music stops only where an answer takes longer than that or never comes.
    """

    url: str
    song: tuple[str, str]
    count: int
    pause: float
    waits: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._listen, daemon=True) for _ in range(self.count)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        song_id, session = self.song
        address = f"{self.url}{routes.MEDIA_SONG.format(song_id=song_id, kind='stream')}"
        with httpx.Client(cookies={cookies.SESSION: session}, timeout=20) as http:
            self._over.wait(random.uniform(0, self.pause))
            while not self._over.is_set():
                first = self._get(http, address, {})
                if first is None or first.status_code != httpx.codes.FOUND:
                    self.failed.append(str(first))
                    self._over.wait(self.pause)
                    continue
                stream = str(first.headers["location"])
                stream = stream if stream.startswith("http") else f"{self.url}{stream}"
                for part in range(_PARTS):
                    headers = {"Range": f"bytes={part * _PART}-{(part + 1) * _PART - 1}"}
                    got = self._get(http, stream, headers)
                    if got is None or got.status_code != httpx.codes.PARTIAL_CONTENT:
                        self.failed.append(str(got))
                    if self._over.wait(self.pause):
                        return

    def _get(self, http: httpx.Client, url: str, headers: dict[str, str]) -> httpx.Response | None:
        begun = time.monotonic()
        try:
            return http.get(url, headers=headers)
        except httpx.HTTPError as error:
            self.failed.append(repr(error))
            return None
        finally:
            self.waits.append(time.monotonic() - begun)
