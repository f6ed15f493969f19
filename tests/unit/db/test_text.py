"""Text is cleaned of invisible and misleading characters, but not of what languages and emoji need."""

import unicodedata

import pytest

from melodymaker.accounts import service as accounts
from melodymaker.accounts.queries import user_of_session
from melodymaker.create import queries as composing
from melodymaker.create.service import save_preset
from melodymaker.db.text import cleaned, one_line
from melodymaker.downloads.service import file_name
from melodymaker.errors import InvalidInput
from melodymaker.generation.requests import clean_request
from melodymaker.playlists.queries import playlist_of
from melodymaker.playlists.service import create_playlist
from melodymaker.songs.service import rename_song
from melodymaker.types import Mode, SongId, SongRequest
from tests.conftest import PASSWORD, Person
from tests.factories import make_song, stored_song

DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
INVISIBLE = "\u00ad\u180e\u200b\u2060\u2061\u2064\u206a\u206f\ufeff\ufff9\ufffb\U000e0001\U000e0041"
BAD = f"so\u202eng\x00\ud800{DIRECTIONS}{INVISIBLE}"
GOOD = (
    "👩‍👩‍👧 family",
    "❤️‍🔥",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f England",
    "می‌خواهم",
    "سال ۱۴۰۲ ه‍.ش",
    "क्‍ष",
    "Zoë — “naïve” № 5",
    "雨の歌",
    "שיר",
    "1️⃣",
)


@pytest.mark.parametrize("text", GOOD)
def test_cleaned_keeps_text_of_any_script(text: str) -> None:
    assert one_line(text) == cleaned(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("letter", [*DIRECTIONS, *INVISIBLE, "\ud800"])
def test_cleaned_drops_invisible_and_bidirectional_characters(letter: str) -> None:
    assert one_line(f"a{letter}b") == "ab"
    assert cleaned(f"[Verse]\na{letter}b") == "[Verse]\nab"


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\x7f", "\x85", "\x9f"])
def test_cleaned_replaces_control_characters_with_spaces(letter: str) -> None:
    assert one_line(f"a{letter}b") == "a b"


def test_cleaned_drops_joiners_where_no_script_needs_them() -> None:
    assert one_line("Mi\u200dra\u200c\u200d") == "Mira"


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "\u3164", "\u3164\ufe0f \u200d", "\u2800\u2800", DIRECTIONS])
def test_one_line_of_invisible_characters_is_empty(text: str) -> None:
    assert one_line(text) == ""


def test_cleaned_normalises_line_ends() -> None:
    assert cleaned(" a\r\nb\rc\u2028d\u2029e\n") == "a\nb\nc\nd\ne"
    assert one_line(" a\r\n b\tc\u3000d ") == "a b c d"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("song\u202e3pm.exe", "song3pm.exe"),
        ("a\x00b\ud800", "a b"),
        ("\u200b\u3164", "song"),
        ("🎹" * 120, "🎹" * 57),
        ("👨‍👩‍👧‍👦" * 20, "👨‍👩‍👧‍👦" * 9),
        ("e\u0301" * 200, "\u00e9" * 115),
        ("🇨🇭" * 60, "🇨🇭" * 28),
        ("क्षि" * 60, "क्षि" * 19),
    ],
)
def test_file_names_are_safe_short_and_cut_between_characters(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize("title", ["a" * 500, "🎹" * 500, "👨‍👩‍👧‍👦" * 100, "..", "雨"])
def test_file_names_keep_their_take(title: str) -> None:
    name = file_name(title, " (B)")
    assert name.endswith(" (B)")
    assert len(f"{name} 12.flac".encode()) <= 255


def test_names_are_cleaned_everywhere(owner: Person) -> None:
    song_id = SongId(make_song(owner.id))
    assert rename_song(owner.id, song_id, BAD) == stored_song(song_id).title == "song"
    assert playlist_of(owner.id, create_playlist(owner.id, BAD, f"{BAD}\n{BAD}")).row.title == "song"
    assert save_preset(owner.id, BAD, SongRequest(title=BAD, lyrics=f"{BAD}\n{BAD}")) == "song"
    (preset,) = composing.presets_of(owner.id)
    assert preset.name == "song"
    assert composing.preset_settings(owner.id, preset.id).lyrics == "song \nsong"
    token = accounts.sign_up(BAD, "bad@example.com", PASSWORD, accounts.Visitor("127.0.0.1"))
    user = user_of_session(token)
    assert user is not None
    assert user.name == "song"


def test_invisible_names_are_refused(owner: Person) -> None:
    with pytest.raises(InvalidInput) as caught:
        accounts.sign_up("\u3164\u200b", "bad@example.com", PASSWORD, accounts.Visitor("127.0.0.1"))
    assert list(caught.value.fields) == ["name"]


def test_requests_are_cleaned(owner: Person) -> None:
    request = SongRequest(mode=Mode.CUSTOM, title=BAD, style=BAD, lyrics=f"{BAD}\n{BAD}")
    found = clean_request(request)
    assert (found.title, found.style, found.lyrics) == ("song", "song", "song \nsong")
