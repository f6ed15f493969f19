"""Profiles: what they say, to whom, and how they are changed."""

import io

import pytest
from PIL import Image

from melodymaker import db
from melodymaker.db.models import User, now
from melodymaker.errors import InvalidInput, NotFound, Suspended
from melodymaker.profiles.pictures import MAX_BYTES, remove_picture, set_picture
from melodymaker.profiles.queries import picture_of, profile_card, profile_of, songs_by, songs_by_after
from melodymaker.profiles.service import edit_profile
from melodymaker.types import SongId, UserId
from tests.conftest import Adapters, Person
from tests.factories import make_song


def _suspend(user_id: UserId) -> None:
    with db.transaction() as session:
        session.get_one(User, user_id).suspended_at = now()


def _picture(size: tuple[int, int] = (900, 500), form: str = "JPEG", **options: object) -> bytes:
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 4, size[1]))
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def test_a_profile_counts_only_what_everybody_may_hear(owner: Person, outsider: Person) -> None:
    make_song(owner.id, "Public", public=True, listens=5)
    make_song(owner.id, "Private", listens=7)
    make_song(owner.id, "Hidden", public=True, hidden_at=now(), listens=9)
    for viewer in (owner.id, outsider.id, None):
        page = profile_of(viewer, "mira")
        assert (page.songs, page.plays, page.own) == (1, 5, viewer == owner.id)
    assert {song.title for song in songs_by(owner.id, owner.id)[0]} == {"Public", "Private", "Hidden"}
    assert {song.title for song in songs_by(outsider.id, owner.id)[0]} == {"Public"}
    assert "mira@example.com" not in repr(profile_of(outsider.id, "mira"))


def test_a_suspended_person_is_there_for_themselves_only(owner: Person, outsider: Person) -> None:
    _suspend(owner.id)
    assert profile_of(owner.id, "mira").suspended
    for viewer in (outsider.id, None):
        with pytest.raises(NotFound):
            profile_of(viewer, "mira")
    with pytest.raises(NotFound):
        profile_card("mira")


def test_pages_of_a_profile_follow_each_other(owner: Person, outsider: Person) -> None:
    made = {make_song(owner.id, f"{number}", public=number < 28) for number in range(30)}
    first, cursor = songs_by(owner.id, owner.id)
    second, end = songs_by(owner.id, owner.id, cursor)
    assert {song.id for song in (*first, *second)} == made
    assert end is None
    assert songs_by_after(owner.id, "mira", SongId(first[-1].id))[0] == second
    theirs, more = songs_by(outsider.id, owner.id)
    assert (len(theirs), len(songs_by(outsider.id, owner.id, more)[0])) == (24, 4)


def test_an_edited_profile_shows_name_handle_bio_and_links(owner: Person) -> None:
    edit_profile(owner.id, "  Mira  Sol ", "@mira_sol", "Two lines\n\u202eof me", "https://www.mira.example/a/\n\n")
    page = profile_of(None, "mira_sol")
    assert (page.person.name, page.person.handle, page.bio) == ("Mira Sol", "mira_sol", "Two lines\nof me")
    assert [(link.label, link.address) for link in page.links] == [("mira.example/a", "https://www.mira.example/a/")]
    assert profile_of(None, "mira").person.handle == "mira_sol"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "x" * 61}),
        ("handle", {"handle": "okto"}),
        ("handle", {"handle": "x"}),
        ("bio", {"bio": "x" * 501}),
        ("links", {"links": "javascript:alert(1)"}),
        ("links", {"links": "https://user@example.com"}),
        ("links", {"links": "https://[::1"}),
        ("links", {"links": "https://localhost"}),
        ("links", {"links": "https://example.com\n" * 6}),
    ],
)
def test_a_wrong_field_is_refused_and_nothing_changes(
    owner: Person, outsider: Person, field: str, values: dict[str, str]
) -> None:
    given = {"name": "Else", "handle": "else", "bio": "", "links": "", **values}
    with pytest.raises(InvalidInput) as caught:
        edit_profile(owner.id, **given)
    assert list(caught.value.fields) == [field]
    assert profile_of(None, "mira").person.name == "Mira"
    assert outsider.id != owner.id


def test_a_suspended_person_changes_nothing(owner: Person) -> None:
    _suspend(owner.id)
    with pytest.raises(Suspended):
        edit_profile(owner.id, "Else", "else", "", "")


def test_a_picture_becomes_a_square_without_what_else_it_carried(owner: Person, adapters: Adapters) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held so that it has to be turned
    exif[0x010E] = "where I live"
    set_picture(owner.id, _picture((600, 500), exif=exif))
    (file,) = adapters.files()
    content = file.read_bytes()
    assert b"where I live" not in content
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size, len(image.getexif())) == ("WEBP", (400, 400), 0)
        red, _, blue = image.getpixel((200, 20))  # the left edge has become the upper one
        assert blue > red
    assert picture_of("mira") == file.name
    assert profile_of(None, "mira").person.avatar.startswith("/media/people/mira?")


def test_a_new_picture_replaces_the_file_and_can_be_removed(owner: Person, adapters: Adapters) -> None:
    for form in ("PNG", "WEBP", "GIF"):
        set_picture(owner.id, _picture(form=form))
        assert len(adapters.files()) == 1
    remove_picture(owner.id)
    assert adapters.files() == []
    with pytest.raises(NotFound):
        picture_of("mira")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        _picture()[:200],
        b"\xff" * (MAX_BYTES + 1),
        _picture((8000, 7000), "PNG"),
        _picture(form="TIFF"),
    ],
    ids=["empty", "svg", "cut gif", "cut jpeg", "too many bytes", "too many pixels", "another format"],
)
def test_a_file_that_is_no_picture_is_refused(owner: Person, adapters: Adapters, content: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        set_picture(owner.id, content)
    assert list(caught.value.fields) == ["picture"]
    assert adapters.files() == []
