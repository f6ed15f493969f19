"""The addresses of the site's pages and routes, and how those of songs and playlists are made."""

from urllib.parse import quote, urlencode

# Longer addresses are nobody's on this site, and servers refuse them.
_LONGEST = 2_000

HOME = "/"
BROWSE = "/browse"
SEARCH = "/search"
CREATE = "/create"
# Where the songs are that are being made.
SONGS_MADE = "songs"
LIBRARY = "/library"
CREDITS = "/credits"
# Where a checkout leads back to.
CREDITS_PAID = "/credits?paid=1"
SETTINGS = "/settings"
ADMIN = "/admin"
STATS = "/stats"
STATS_CSV = "/stats.csv"
SIGN_IN = "/sign-in"
SIGN_UP = "/sign-up"
FORGOT = "/forgot"
RESET = "/reset"
CONFIRM = "/confirm"
KEEP = "/keep-account"

AUTH_SIGN_IN = "/auth/sign-in"
AUTH_SIGN_UP = "/auth/sign-up"
AUTH_SIGN_OUT = "/auth/sign-out"
AUTH_GUEST = "/auth/guest"
AUTH_WITH = "/auth/with/{provider}"
AUTH_PASSKEY = "/auth/passkey"
AUTH_PASSKEY_OPTIONS = "/auth/passkey/options"
AUTH_PASSKEY_ADD = "/auth/passkey/add"
AUTH_PASSKEY_ADD_OPTIONS = "/auth/passkey/add/options"
AUTH_CALLBACK = "/auth/with/{provider}/callback"
AUTH_LINK = "/auth/link/{token}"
AUTH_CONFIRM = "/auth/confirm"
AUTH_FORGOT = "/auth/forgot"
AUTH_RESET = "/auth/reset"
AUTH_PASSWORD = "/auth/password"  # noqa: S105 - an address
AUTH_EMAIL = "/auth/email"
AUTH_DELETE = "/auth/delete"
AUTH_KEEP = "/auth/keep"

PROFILE = "/u/[handle]"
SONG = "/song/[song_key]"
PLAYLIST = "/playlist/[playlist_key]"
EMBED = "/embed/{song_id}"
EMBED_PLAYLIST = "/embed/playlist/{playlist_id}"
# How high the embedded players are, in px.
EMBED_HEIGHT = 116
EMBED_PLAYLIST_HEIGHT = 420
OEMBED = "/oembed"
FEED = "/feed.xml"
FEED_PERSON = "/u/{handle}/feed.xml"
ROBOTS = "/robots.txt"
SITEMAP = "/sitemap.xml"
SITEMAP_PART = "/sitemaps/{name}.xml"
UNSUBSCRIBE = "/unsubscribe/{token}"
DOWNLOADS = "/download/"
DOWNLOAD_SONG = "/download/song/{song_id}.{form}"
DOWNLOAD_PLAYLIST = "/download/playlist/{playlist_id}.{form}.zip"
EXPORT = "/download/export.zip"
DOWNLOAD_SONGS = "/download/songs.{form}.zip"

API = "/api/v1"
API_DOCS = "/api/docs"
MCP = "/mcp"
SUBSONIC = "/rest"

HEALTH = "/health"
METRICS = "/metrics"
WEBHOOK_POLAR = "/webhooks/polar"
POST_PICTURE = "/account/picture"
MEDIA_AVATAR = "/media/people/{handle}"
MEDIA_SONG = "/media/songs/{song_id}/{kind}"
MEDIA_CARD = "/media/songs/{song_id}/card.jpg"
MEDIA_LYRICS = "/media/songs/{song_id}/lyrics"
MEDIA_FILE = "/media/files/{name}"
# The tracks of a list that follow those on the page, as the player asks for them.
TRACKS_CREATED = "/tracks/created"
TRACKS_FAVORITES = "/tracks/favorites"
TRACKS_LIBRARY = "/tracks/library"
TRACKS_SHELF = "/tracks/shelf"
TRACKS_SEARCH = "/tracks/search"
TRACKS_PROFILE = "/tracks/profile"


def profile(handle: str) -> str:
    """A person's page."""
    return f"/u/{handle}"


def avatar(handle: str, name: str) -> str:
    """Where a person's picture is read; the part of its file's name makes a new picture a new address."""
    return f"{MEDIA_AVATAR.format(handle=handle)}?{name[:8]}"


def browse(shelf: str) -> str:
    """The page of a shelf of songs."""
    return f"{BROWSE}?shelf={shelf}"


def media(song_id: str, kind: str) -> str:
    """Where one of a song's files is read; redirects to a signed, expiring address."""
    return MEDIA_SONG.format(song_id=song_id, kind=kind)


def tracks(of_list: str, after: str = "", **choice: str) -> str:
    """Where the tracks of a list are read that follow this song; `choice` is what of the list is shown.

    Without a song it is to be followed by one.
    """
    parts = {name: value for name, value in choice.items() if value}
    return f"{of_list}?{urlencode({**parts, 'after': after})}"


def needs_account(path: str) -> bool:
    """Whether a page is nobody's to see without signing in."""
    return not (path in {HOME, BROWSE, SEARCH} or path.startswith(("/u/", "/song/", "/playlist/")))


def sign_in(then: str) -> str:
    """The sign-in page, which leads back to a page afterwards."""
    return f"{SIGN_IN}?next={quote(local(then), safe='')}"


def with_provider(name: str, then: str) -> str:
    """Where signing in with a provider begins, which leads on to a page."""
    return f"{AUTH_WITH.format(provider=name)}?{urlencode({'next': local(then)})}"


def with_next(page: str, then: str) -> str:
    """A page that leads on to another; to the create page it leads by itself."""
    return page if then == CREATE else f"{page}?next={quote(then, safe='')}"


def local(address: str) -> str:
    """The address if it stays on this site, else the create page."""
    # A browser reads a backslash as a slash, and // as the start of another host.
    stays = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if stays and len(address) <= _LONGEST and address.isprintable() else CREATE


def embed(song_id: str) -> str:
    """A song's player for another site."""
    return EMBED.format(song_id=song_id)


def embed_playlist(playlist_id: str) -> str:
    """A playlist's player for another site."""
    return EMBED_PLAYLIST.format(playlist_id=playlist_id)


def song(song_id: str) -> str:
    """A song's page."""
    return f"/song/{song_id}"


def playlist(playlist_id: str) -> str:
    """A playlist's page."""
    return f"/playlist/{playlist_id}"
