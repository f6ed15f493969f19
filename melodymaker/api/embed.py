"""The embedded player: one small page for a frame on another site, which looks as this one does."""

from html import escape
from string import Template

from melodymaker import routes
from melodymaker.api.embed_style import STYLE
from melodymaker.i18n import current, t
from melodymaker.playlists.queries import PlaylistPage
from melodymaker.songs.page_queries import Card
from melodymaker.songs.rows import SongRow, clock

_PAGE = Template("""<!doctype html>
<html lang="$language" dir="$direction">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title · MelodyMaker</title>
<style>$style</style>
</head>
<body>$body<script src="/embed.js" defer></script></body>
</html>
""")
_SONG = Template("""
<main class="one" data-player data-seconds="$seconds">
<img src="$cover" alt="">
<div class="words">
<h1 class="title" dir="auto">$link<span class="badge" title="$take_name">$take</span>$mark</h1>
<p class="about cut">$about</p>
</div>
<div class="sound">$button<div class="wave">$wave<input type="range" min="0" max="$seconds" step="0.1" value="0"
aria-label="$seek"></div>$audio<time>$length</time></div>
</main>""")
_LIST = Template("""
<header><div><h1 class="title" dir="auto">$link</h1><p class="about cut">$about</p></div>$mark</header>
<ol>$songs</ol>""")
_LISTED = Template("""
<li data-player data-seconds="$seconds">$button
<div><p class="title" dir="auto">$link<span class="badge" title="$take_name">$take</span></p>
<p class="about cut">$about</p></div>$audio<time>$length</time></li>""")
_LINK = Template('<a class="cut" href="$page" target="_blank" rel="noopener">$title</a>')
_BUTTON = Template("""<button type="button" aria-label="$play">
<svg class="play" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4.6v14.8L19.4 12z"/></svg>
<svg class="pause" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 5h2.6v14H7zM14.4 5H17v14h-2.6z"/></svg>
</button>""")
_AUDIO = Template('<audio controls preload="none" src="$sound" aria-label="$name"></audio>')
_MARK = Template("""<a class="mark" href="$site" target="_blank" rel="noopener" aria-label="MelodyMaker">
<svg viewBox="0 0 22 20" aria-hidden="true"><path d="M2 8v4M6.5 5v10M11 2v16M15.5 6v8M20 8v4" fill="none"
stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/></svg><span>MelodyMaker</span></a>""")
_LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BARS = 80
MOST_SONGS = 50


def player(card: Card | None, site: str) -> str:
    """The page of a published song, or the words that say it is gone."""
    if card is None:
        return _gone(t("This song is not here any more."))
    parts = _parts(card.title, site + routes.song(card.song_id), site + routes.media(card.song_id, "stream"))
    body = _SONG.substitute(
        parts,
        seconds=max(1, card.seconds),
        length=clock(card.seconds),
        take=card.take,
        take_name=escape(t("Take {take}", take=card.take)),
        seek=escape(t("Seek")),
        about=escape(card.about),
        cover=escape(site + routes.media(card.song_id, "thumb")),
        wave=_wave(card.peaks),
        mark=_MARK.substitute(site=escape(site)),
    )
    return _page(card.title, body)


def playlist_player(page: PlaylistPage | None, site: str) -> str:
    """The page of a public playlist with its first fifty songs, or the words that say it is gone."""
    if page is None:
        return _gone(t("This playlist is not here any more."))
    title = page.row.title
    body = _LIST.substitute(
        link=_link(title, site + routes.playlist(page.row.id)),
        about=escape(f"{page.owner.name} · {page.row.about}"),
        songs="".join(_listed(song, site) for song in page.songs[:MOST_SONGS]),
        mark=_MARK.substitute(site=escape(site)),
    )
    return _page(title, body)


def _gone(text: str) -> str:
    return _page(t("Gone"), f"<p>{escape(text)}</p>")


def _page(title: str, body: str) -> str:
    language = current()
    return _PAGE.substitute(
        language=language.code, direction=language.direction, title=escape(title), style=STYLE, body=body
    )


def _listed(song: SongRow, site: str) -> str:
    track = song.track
    return _LISTED.substitute(
        _parts(song.title, site + routes.song(song.id), site + track.audio),
        seconds=max(1, round(track.seconds)),
        length=clock(track.seconds),
        take=song.take,
        take_name=escape(t("Take {take}", take=song.take)),
        about=escape(track.artist),
    )


def _parts(title: str, page: str, sound: str) -> dict[str, str]:
    """What every song has: the link to its page, the button that plays it, and its sound."""
    return {
        "link": _link(title, page),
        "button": _BUTTON.substitute(play=escape(t("Play {title}", title=title))),
        "audio": _AUDIO.substitute(name=escape(t("Sound of {title}", title=title)), sound=escape(sound)),
    }


def _link(title: str, page: str) -> str:
    return _LINK.substitute(title=escape(title), page=escape(page))


def _wave(peaks: str) -> str:
    """The song's outline twice, one above the other: the upper one is shown as far as the song has played."""
    step = max(1, len(peaks) // _BARS)
    loudest = [max(map(_LEVELS.find, peaks[at : at + step])) for at in range(0, len(peaks), step)]
    halves = [max(1.5, level / len(_LEVELS) * 16) for level in loudest]
    path = "".join(f"M{index * 4 + 2} {18 - half:.1f}V{18 + half:.1f}" for index, half in enumerate(halves))
    layer = f'<svg{{}} viewBox="0 0 {max(1, len(halves)) * 4} 36" preserveAspectRatio="none" aria-hidden="true">'
    return "".join(f'{layer.format(kind)}<path d="{path}"/></svg>' for kind in ("", ' class="done"'))
