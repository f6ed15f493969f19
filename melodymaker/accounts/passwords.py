"""Passwords: their hashes, and the few threads that hashing may keep busy.

A hash takes a quarter of a second and all the memory bandwidth it gets, on purpose. On the threads that everything
else waits for, a crowd at the door would stop the whole site.
"""

import asyncio
import contextvars
import os
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from pwdlib import PasswordHash

from melodymaker.errors import Busy

MAX_PASSWORD = 200
# More at once than cores only makes all of them late.
THREADS = os.cpu_count() or 1
MAX_WAITING = 8
# What an unknown account's password is compared with.
_DECOY = "$argon2id$v=19$m=65536,t=3,p=4$8AcTyBqCRkx/rzC9+tBURQ$7ZP17owOiTXd4dv0fAqcXTqvawKyYBB2yakm7LpVmA0"

P = ParamSpec("P")
R = TypeVar("R")

_hasher = PasswordHash.recommended()
_executor = ThreadPoolExecutor(THREADS, thread_name_prefix="passwords")
_room = threading.BoundedSemaphore(THREADS + MAX_WAITING)


def hashed(password: str) -> str:
    """The password's argon2id hash, of its NFKC form: keyboards differ in how they send the same letters."""
    return _hasher.hash(unicodedata.normalize("NFKC", password))


def verified(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one that was hashed.

    Without a hash, or with an empty one, the answer is no, and takes as long, so that the time it takes does not tell
    who has an account.
    """
    typed = password[:MAX_PASSWORD]
    # Earlier hashes are of what was typed, whatever form its letters had.
    forms = (
        unicodedata.normalize("NFKC", typed),
        typed,
        *(unicodedata.normalize(one, typed) for one in ("NFC", "NFD")),
    )
    right = any(_hasher.verify(form, password_hash or _DECOY) for form in dict.fromkeys(forms))
    return right and bool(password_hash)


async def on_own_threads(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The function's result, computed on the threads for passwords; raises Busy at once when too many wait."""
    if not _room.acquire(blocking=False):
        raise Busy
    # Lines of the log name the request there, too.
    future = _executor.submit(contextvars.copy_context().run, partial(function, *args, **kwargs))
    future.add_done_callback(_leave)
    return await asyncio.wrap_future(future)


def _leave(_future: Future) -> None:
    _room.release()
