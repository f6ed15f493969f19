"""The API's document as a page: drawn from it, without any script."""

from functools import cache
from html import escape
from string import Template
from typing import Any

from melodymaker import ports, routes
from melodymaker.api.v1.access import CALLS
from melodymaker.api.v1.docs_style import STYLE
from melodymaker.api.v1.endpoints import Endpoint
from melodymaker.api.v1.openapi import ABOUT, ENDPOINTS, document, problems_of
from melodymaker.api.v1.problems import name_of, slug, status_of

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · MelodyMaker</title>
<style>$style</style>
</head>
<body>
<nav aria-label="Contents"><a class="home" href="/">MelodyMaker</a>$contents</nav>
<main>
<h1>API</h1>
<p class="lead">$about</p>
<p>Its document: <a href="$api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
$basics
<h2 id="endpoints">Endpoints</h2>
$endpoints
<h2 id="problems">Problems</h2>
<p>Errors are problem details (RFC 9457): JSON with <code>type</code>, <code>title</code>, <code>status</code> and
<code>detail</code>; where fields are at fault, <code>errors</code> says of each <code>field</code> what is wrong.</p>
<table class="problems"><thead><tr><th>Status</th><th>Problem</th><th>What it says</th></tr></thead>
<tbody>$problems</tbody></table>
</main>
</body>
</html>
""")
_BASICS = Template("""
<h2 id="keys">Keys</h2>
<p>Make a key under <a href="$settings">Keys in the settings</a>, and send it with each request. A key that only reads
changes nothing.</p>
<pre>curl -H "Authorization: Bearer mm_…" $site$api/me</pre>
<h2 id="create">Your first songs</h2>
<pre>curl -X POST $site$api/songs \\
  -H "Authorization: Bearer mm_…" -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $$(uuidgen)" \\
  -d '{"description": "a waltz about the last train home"}'</pre>
<p>The answer comes at once and holds a generation with two songs that are not finished yet. Ask again with
<code>GET /generations/&lt;id&gt;</code>, or follow <code>/generations/&lt;id&gt;/events</code>.</p>
<h2 id="twice">Sent twice, done once</h2>
<p>With an <code>Idempotency-Key</code>, a request that is sent again within 24 hours is not done again, but answered
as the first time, with <code>Idempotent-Replayed: true</code>. What was refused may be sent again with its key.</p>
<h2 id="limits">Limits</h2>
<p>A key may be used $calls times a minute. <code>RateLimit</code> says what is left, and where nothing is,
<code>Retry-After</code> says when to go on. The site's own limits hold too: on requests that wait, and songs a day.</p>
<h2 id="assistants">Assistants</h2>
<p>Assistants connect by the Model Context Protocol at <code>$site$mcp</code>, with a key.</p>
<h2 id="apps">Music apps</h2>
<p>Apps that know Subsonic play your library: the server is <code>$site</code>, the user name your handle, and the
password an app password, made under <a href="$settings">Keys in the settings</a>.</p>
<h2 id="webhooks">Webhooks</h2>
<p>Under <a href="$settings">Webhooks in the settings</a> you name an address that is told when songs are ready or
have failed. Messages are signed as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> has it, and sent
again for about a day until your program answers with 2xx.</p>
<pre>{"type": "generation.ready", "timestamp": "2026-11-26T12:00:00+00:00",
 "data": {"id": "…", "status": "ready", "song_ids": ["…", "…"]}}</pre>
""")


_ADDRESS = Template('<p class="address"><b class="$kind">$method</b> <code>$path</code></p>')


@cache
def docs_page() -> str:
    """The page."""
    links = [("keys", "Keys"), ("create", "Your first songs"), ("twice", "Sent twice"), ("limits", "Limits")]
    links += [
        ("assistants", "Assistants"),
        ("apps", "Music apps"),
        ("webhooks", "Webhooks"),
        ("endpoints", "Endpoints"),
    ]
    links += [(endpoint.name, endpoint.summary) for endpoint in ENDPOINTS] + [("problems", "Problems")]
    names = {endpoint.name for endpoint in ENDPOINTS}
    kinds = {kind for endpoint in ENDPOINTS for kind in problems_of(endpoint)}
    site = escape(ports.in_use().site.url)
    basics = _BASICS.substitute(site=site, api=routes.API, mcp=routes.MCP, settings=routes.SETTINGS, calls=CALLS)
    return _PAGE.substitute(
        style=STYLE,
        api=routes.API,
        about=escape(ABOUT),
        contents="".join(
            f'<a href="#{name}"{" class=sub" if name in names else ""}>{escape(text)}</a>' for name, text in links
        ),
        basics=basics,
        endpoints="".join(_endpoint(endpoint) for endpoint in ENDPOINTS),
        problems="".join(
            f'<tr id="problem-{slug(name_of(kind))}"><td>{status_of(kind)}</td><td>{name_of(kind)}</td>'
            f"<td>{escape(kind.message)}</td></tr>"
            for kind in sorted(kinds, key=lambda one: (status_of(one), one.__name__))
        ),
    )


def _endpoint(endpoint: Endpoint) -> str:
    operation = document()["paths"][endpoint.path][endpoint.method.lower()]
    parts = [
        f'<section id="{endpoint.name}"><h3>{escape(endpoint.summary)}</h3>',
        _ADDRESS.substitute(kind=endpoint.method.lower(), method=endpoint.method, path=endpoint.path),
        f"<p>{_marked(endpoint.about)}</p>" if endpoint.about else "",
    ]
    if operation["parameters"]:
        rows = [(one["name"], one["schema"], one.get("description", "")) for one in operation["parameters"]]
        parts.append(_fields("Parameters", rows))
    if endpoint.body:
        parts.append(_model("Body", endpoint.body.__name__))
    if endpoint.answer:
        parts.append(_model(f"Answer ({endpoint.status})", endpoint.answer.__name__))
    found = dict.fromkeys(f"{status_of(kind)}" for kind in problems_of(endpoint))
    parts.append(f'<p class="small">Problems: {", ".join(sorted(found))}</p></section>')
    return "".join(parts)


def _model(title: str, name: str) -> str:
    schema = document()["components"]["schemas"][name]
    needed = schema.get("required", []) if title == "Body" else []
    rows = [
        (f"{field} *" if field in needed else field, one, one.get("description", ""))
        for field, one in schema["properties"].items()
    ]
    return _fields(title, rows, schema.get("description", ""))


def _fields(title: str, rows: list[tuple[str, dict[str, Any], str]], about: str = "") -> str:
    lines = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(_kind(schema))}</td><td>{_marked(text)}</td></tr>"
        for name, schema, text in rows
    )
    head = f"<p>{_marked(about)}</p>" if about else ""
    return f"<details><summary>{escape(title)}</summary>{head}<table><tbody>{lines}</tbody></table></details>"


def _kind(schema: dict[str, Any]) -> str:
    """What a value may be, in a few words."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(str(one) or "empty" for one in schema["enum"])
    if "const" in schema:
        return str(schema["const"]) or "empty"
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    limits = [f"{word} {schema[name]:,}" for name, word in _LIMITS.items() if name in schema]
    return " ".join([schema.get("format") or schema["type"], *([f"({', '.join(limits)})"] if limits else [])])


def _marked(text: str) -> str:
    """The text with what stands between backticks as code."""
    parts = escape(" ".join(text.split())).split("`")
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts))


_LIMITS = {"minimum": "from", "maximum": "to", "exclusiveMaximum": "below", "maxLength": "at most"}
