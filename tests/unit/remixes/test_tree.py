"""Where a song comes from and what was made of it: complete, and nothing that one may not hear."""

import pytest

from melodymaker.errors import NotFound
from melodymaker.remixes.tree import RemixTree, remix_tree
from melodymaker.songs.page_queries import song_page
from melodymaker.songs.service import delete_song, publish_song
from melodymaker.types import SongId
from tests.conftest import Person
from tests.factories import make_song


def _shown(tree: RemixTree) -> list[tuple[int, str]]:
    return [(row.depth, row.title) for row in tree.rows]


@pytest.fixture
def family(owner: Person, outsider: Person) -> dict[str, SongId]:
    """A song of the owner's, remixes of it, and remixes of these; those with a star are private."""
    songs: dict[str, SongId] = {}

    def add(name: str, person: Person, of: str = "", *, public: bool = True) -> None:
        source = {"source_id": songs[of], "source_user_id": owner.id} if of else {}
        songs[name] = make_song(person.id, name, public=public, **source)

    add("root", owner)
    add("child", outsider, "root")
    add("hidden*", outsider, "root", public=False)
    add("grandchild", owner, "child")
    add("behind", owner, "hidden*")
    add("leaf", outsider, "grandchild")
    return songs


def test_the_tree_goes_up_and_down_from_the_song(owner: Person, family: dict[str, SongId]) -> None:
    tree = remix_tree(owner.id, family["child"])
    assert _shown(tree) == [(0, "root"), (1, "child"), (2, "grandchild"), (3, "leaf")]
    assert [row.title for row in tree.rows if row.current] == ["child"]
    assert (tree.remixes, tree.lost, tree.own) == (1, False, False)


def test_a_private_remix_shows_to_whoever_made_it_alone(
    owner: Person, outsider: Person, family: dict[str, SongId]
) -> None:
    own = remix_tree(outsider.id, family["root"])
    assert _shown(own)[:2] == [(0, "root"), (1, "child")]
    assert (1, "hidden*") in _shown(own)
    assert own.remixes == 2
    for viewer in (owner.id, None):
        tree = remix_tree(viewer, family["root"])
        assert _shown(tree) == [(0, "root"), (1, "child"), (2, "grandchild"), (3, "leaf")]
        assert tree.remixes == 1


def test_nothing_tells_what_lies_behind_a_private_song(owner: Person, family: dict[str, SongId]) -> None:
    tree = remix_tree(None, family["behind"])
    assert _shown(tree) == [(0, "behind")]
    assert tree.lost
    page = song_page(None, family["behind"])
    assert (page.song.remix, page.song.source_id, page.song.source_title) == (True, "", "")


def test_a_deleted_or_unpublished_source_leaves_the_child_as_it_is(
    owner: Person, outsider: Person, family: dict[str, SongId]
) -> None:
    publish_song(owner.id, family["root"], public=False)
    assert _shown(remix_tree(outsider.id, family["child"]))[0] == (0, "child")
    assert remix_tree(outsider.id, family["child"]).lost
    assert song_page(owner.id, family["child"]).song.source_title == "root"
    delete_song(owner.id, family["root"])
    assert remix_tree(owner.id, family["child"]).lost
    assert song_page(outsider.id, family["child"]).song.source_title == ""


def test_remix_tree_of_a_song_that_one_may_not_hear_raises(owner: Person, family: dict[str, SongId]) -> None:
    for viewer in (owner.id, None):
        with pytest.raises(NotFound):
            remix_tree(viewer, family["hidden*"])


def test_cards_link_to_a_source_that_one_may_hear(owner: Person, family: dict[str, SongId]) -> None:
    song = song_page(owner.id, family["child"]).song
    assert (song.source_id, song.source_title, song.remixable) == (family["root"], "root", True)
    assert not song_page(None, family["root"]).song.remix


def test_remixable_follows_the_owners_wish(owner: Person, outsider: Person) -> None:
    kept = make_song(owner.id, public=True, allow_remixes=False)
    assert song_page(owner.id, kept).song.remixable
    assert not song_page(outsider.id, kept).song.remixable
    assert not remix_tree(outsider.id, kept).remixable


def test_a_very_long_line_is_cut(owner: Person) -> None:
    last = make_song(owner.id, "0")
    for number in range(1, 30):
        last = make_song(owner.id, str(number), source_id=last, source_user_id=owner.id)
    assert len(remix_tree(owner.id, last).rows) == 13
