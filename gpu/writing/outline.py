"""The sections of a song and how many lines each has: as many as its length has room for, and the other way round."""

from dataclasses import dataclass

from song_files.headings import sung_lines

# A line is two bars of four beats, within what can be sung and what does not drag.
_BEATS_A_LINE = 8
_SECONDS_A_LINE = (3.0, 6.0)
_LINES_A_SECTION = 4
# More would not fit what the music model reads, and no song of ten minutes needs them.
_MOST_LINES = 96
# What is played before and after the singing: a share of what is over so many seconds. It has headings if it is long.
_INTRO = "[Intro]"
_OUTRO = "[Outro]"
_UNFRAMED_SECONDS = 40.0
_FRAME_SHARE = 0.3
_LONGEST_FRAME = 24.0
_HEADED_FRAME = 6.0


@dataclass(frozen=True)
class Section:
    """A heading and the number of lines under it. A chorus comes again as it is."""

    heading: str
    lines: int


def outline(duration: float, bpm: int) -> list[Section]:
    """The sections of a song of so many seconds, those that are only played included."""
    frame = min(_LONGEST_FRAME, max(0.0, _FRAME_SHARE * (duration - _UNFRAMED_SECONDS)))
    lines = min(_MOST_LINES, max(2, round((duration - frame) / seconds_a_line(bpm))))
    count = max(1, round(lines / _LINES_A_SECTION))
    headings = _headings(count)
    each, more = divmod(lines, count)
    sections = [Section(heading, each + (index < more)) for index, heading in enumerate(headings)]
    chorus = next((section for section in sections if section.heading == "[Chorus]"), None)
    sections = [chorus if chorus and section.heading == "[Chorus]" else section for section in sections]
    return [Section(_INTRO, 0), *sections, Section(_OUTRO, 0)] if frame >= _HEADED_FRAME else sections


def seconds_for(lyrics: str, bpm: int, longest: float) -> float:
    """How long a song with these lyrics takes; headings take none."""
    sung = len(sung_lines(lyrics)) * seconds_a_line(bpm)
    # The same frame as in `outline`, from what is sung.
    over = max(0.0, sung - _UNFRAMED_SECONDS)
    frame = min(_LONGEST_FRAME, over * _FRAME_SHARE / (1 - _FRAME_SHARE))
    return float(min(longest, max(10, round(sung + frame))))


def seconds_a_line(bpm: int) -> float:
    """How long a sung line takes."""
    low, high = _SECONDS_A_LINE
    return min(high, max(low, _BEATS_A_LINE * 60 / bpm))


def _headings(count: int) -> list[str]:
    if count == 1:
        return ["[Verse]"]
    # An odd number would end with a verse.
    bridged = count >= 5 and count % 2 == 1
    verses = 0
    headings = []
    for index in range(count - bridged):
        if index % 2:
            headings.append("[Chorus]")
        else:
            verses += 1
            headings.append(f"[Verse {verses}]")
    if bridged:
        headings.insert(len(headings) - 1, "[Bridge]")
    return headings
