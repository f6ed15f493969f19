"""Feeds and lists of pages as XML."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence

from melodymaker import routes
from melodymaker.sharing.queries import Feed, FeedEntry, PublicPage
from melodymaker.songs.rows import clock

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def atom(feed: Feed, site: str, own_address: str) -> bytes:
    """The feed as Atom (RFC 4287); `site` is this site's address, `own_address` the feed's own on it."""
    root = ET.Element("feed", xmlns=_ATOM)
    _add(root, "id", site + own_address)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated_at.isoformat())
    ET.SubElement(root, "link", rel="self", href=site + own_address, type="application/atom+xml")
    ET.SubElement(root, "link", rel="alternate", href=site + feed.address, type="text/html")
    for entry in feed.entries:
        _add_entry(root, entry, site)
    return _written(root)


def sitemap(pages: Iterable[PublicPage], site: str) -> bytes:
    """Pages as a sitemap (sitemaps.org)."""
    root = ET.Element("urlset", xmlns=_SITEMAP)
    for page in pages:
        url = ET.SubElement(root, "url")
        _add(url, "loc", site + page.address)
        _add(url, "lastmod", page.changed_at.date().isoformat())
    return _written(root)


def sitemap_index(parts: Sequence[str], site: str) -> bytes:
    """The addresses of sitemaps as an index of them."""
    root = ET.Element("sitemapindex", xmlns=_SITEMAP)
    for part in parts:
        _add(ET.SubElement(root, "sitemap"), "loc", site + part)
    return _written(root)


def _add_entry(root: ET.Element, entry: FeedEntry, site: str) -> None:
    page = site + routes.song(entry.id)
    element = ET.SubElement(root, "entry")
    _add(element, "id", page)
    _add(element, "title", entry.title)
    _add(element, "published", entry.published_at.isoformat())
    _add(element, "updated", entry.published_at.isoformat())
    author = ET.SubElement(element, "author")
    _add(author, "name", entry.artist)
    _add(author, "uri", site + routes.profile(entry.handle))
    _add(element, "summary", " · ".join(filter(None, (entry.about, clock(entry.seconds)))))
    ET.SubElement(element, "link", rel="alternate", href=page, type="text/html")
    sound = site + routes.media(entry.id, "stream")
    ET.SubElement(element, "link", rel="enclosure", href=sound, type="audio/mpeg")


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _written(root: ET.Element) -> bytes:
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
