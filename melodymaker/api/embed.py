"""The embedded player: one small page without scripts from elsewhere, for a frame on another site."""

from html import escape
from string import Template

from melodymaker import routes
from melodymaker.playlists.queries import PlaylistPage
from melodymaker.songs.page_queries import Card

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title · MelodyMaker</title>
<style>
:root { color-scheme: dark light; --back: #151418; --text: #f5f1e8; --muted: #a8a199; }
@media (prefers-color-scheme: light) { :root { --back: #fff; --text: #1b181d; --muted: #69625c; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 10px; background: var(--back); color: var(--text); font: 15px/1.4 system-ui, sans-serif; }
main { display: grid; grid-template: "cover words" auto "cover sound" auto / 96px 1fr; gap: 4px 14px; }
img { grid-area: cover; width: 96px; height: 96px; border-radius: 10px; object-fit: cover; }
.words { grid-area: words; min-width: 0; }
a { color: inherit; text-decoration: none; font-weight: 650; }
a:hover { text-decoration: underline; }
.words > * { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
small { color: var(--muted); }
audio { width: 100%; height: 40px; }
main audio { grid-area: sound; }
ol { margin: 12px 0 0; padding: 0; list-style: none; }
li { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 8px 0; }
li .words { flex: 1 1 160px; }
li audio { flex: 1 1 200px; }
</style>
</head>
<body>$body</body>
</html>
""")
_SONG = Template("""
<main>
<img src="$cover" alt="">
<div class="words"><a href="$page" target="_blank" rel="noopener">$title</a><small>$about</small></div>
<audio controls preload="none" src="$sound" aria-label="Play $title"></audio>
</main>""")
_LIST = Template("""
<header class="words"><a href="$page" target="_blank" rel="noopener">$title</a><small>$about</small></header>
<ol>$songs</ol>""")
_LISTED = Template("""
<li><span class="words"><a href="$page" target="_blank" rel="noopener">$title</a><small>$artist</small></span>
<audio controls preload="none" src="$sound" aria-label="Play $title"></audio></li>""")
_GONE = "<p>This song is not here any more.</p>"
_LIST_GONE = "<p>This playlist is not here any more.</p>"
MOST_SONGS = 50


def player(card: Card | None, site: str) -> str:
    """The page of a published song, or the words that say it is gone."""
    if card is None:
        return _PAGE.substitute(title="Gone", body=_GONE)
    values = {
        "title": escape(card.title),
        "about": escape(card.about),
        "page": escape(site + routes.song(card.song_id)),
        "cover": escape(site + routes.media(card.song_id, "cover")),
        "sound": escape(site + routes.media(card.song_id, "stream")),
    }
    return _PAGE.substitute(title=values["title"], body=_SONG.substitute(values))


def playlist_player(page: PlaylistPage | None, site: str) -> str:
    """The page of a public playlist with its first fifty songs, or the words that say it is gone."""
    if page is None:
        return _PAGE.substitute(title="Gone", body=_LIST_GONE)
    songs = [
        _LISTED.substitute(
            page=escape(site + routes.song(song.id)),
            title=escape(song.title),
            artist=escape(song.track.artist),
            sound=escape(site + song.track.audio),
        )
        for song in page.songs[:MOST_SONGS]
    ]
    title = escape(page.row.title)
    address = escape(site + routes.playlist(page.row.id))
    about = escape(f"{page.owner.name} · {page.row.about}")
    return _PAGE.substitute(
        title=title, body=_LIST.substitute(page=address, title=title, about=about, songs="".join(songs))
    )
