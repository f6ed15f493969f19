"""Reads for remixes: what can be made of a song, and what was made of it and before it."""

import json
from dataclasses import dataclass
from itertools import pairwise

from melodymaker import db, ports
from melodymaker.generation.turns import waits_of
from melodymaker.remixes.sources import get_remixable_song, kinds_for
from melodymaker.types import SongId, UserId


@dataclass(frozen=True)
class PartRow:
    """A section of a song that can be chosen; times in seconds."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class RemixSource:
    """A song that is to be remixed. `kinds` are those that the engine can make; `step` is a bar's length in seconds.

    `parts` are its sections, where they are known; `ending` is where its last bar ends, `longest` how many seconds a
    song may last.
    """

    id: str
    title: str
    style: str
    peaks: str
    kinds: list[str]
    seconds: float
    step: float
    parts: list[PartRow]
    ending: float
    longest: int
    wait: str
    take: str = ""


NO_SOURCE = RemixSource("", "", "", "", [], 1.0, 0.5, [], 1.0, 0, "")
_STEP = 0.5


def remix_source(actor: UserId, song_id: SongId) -> RemixSource:
    """What the actor can make of a song; raises NotFound and RemixesNotAllowed."""
    with db.read() as session:
        song = get_remixable_song(session, actor, song_id)
    sections = json.loads(song.sections) if song.sections else [[round(song.duration, 2), ""]]
    can = ports.in_use().generator.capabilities
    return RemixSource(
        id=song.id,
        title=song.title,
        style=song.style,
        peaks=song.peaks,
        kinds=list(kinds_for(song)),
        seconds=round(song.duration, 2),
        step=song.bar or _STEP,
        parts=[PartRow(name, start, end) for (start, name), (end, _) in pairwise(sections)],
        ending=sections[-1][0],
        longest=can.longest,
        wait=waits_of(actor)[1].text,
        take=song.take,
    )
