"""Ending e-mails by one click (RFC 8058).

Nothing else is asked for: whoever reads the mail may be signed out, and mail services post without any cookie. A GET
changes nothing, because programs that look for harmful links follow them too.
"""

from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.db import in_thread
from melodymaker.errors import NotFound
from melodymaker.i18n import current, t
from melodymaker.inbox.unsubscribe import check_token, unsubscribe

_PAGE = Template("""<!doctype html>
<html lang="$language" dir="$direction">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$heading · MelodyMaker</title>
<style>
:root { color-scheme: dark light; --back: #141317; --text: #f5f1ea; --muted: #a8a199; }
@media (prefers-color-scheme: light) { :root { --back: #fffdfa; --text: #1c1713; --muted: #5f564e; } }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 26em; margin: 18vh auto; padding: 0 20px; }
h1 { font-size: 26px; line-height: 1.2; }
p { color: var(--muted); }
a { color: inherit; }
button { padding: 12px 20px; border: 0; border-radius: 14px; font: inherit; font-weight: 600; cursor: pointer; }
button { background: var(--text); color: var(--back); }
</style>
</head>
<body><main><h1>$title</h1><p>$text</p>$more</main></body>
</html>
""")


async def get_unsubscribe(request: Request) -> Response:
    """A page with the button that ends the e-mails."""
    try:
        check_token(request.path_params["token"])
    except NotFound:
        return _gone()
    button = f'<form method="post"><button>{escape(t("Stop the e-mails"))}</button></form>'
    return _page(t("No more e-mails?"), t("You will still see everything under the bell, when you are here."), button)


async def post_unsubscribe(request: Request) -> Response:
    """End the e-mails."""
    try:
        await in_thread(unsubscribe, request.path_params["token"])
    except NotFound:
        return _gone()
    choices = f'<p><a href="{routes.SETTINGS}">{escape(t("Choose again"))}</a></p>'
    return _page(t("You get no more e-mails"), t("What happens stands under the bell."), choices)


def _gone() -> Response:
    text = t("Part of it may be missing. Your settings say which e-mails you get.")
    return _page(t("This link does not work"), text, status=404)


def _page(title: str, text: str, more: str = "", *, status: int = 200) -> Response:
    language = current()
    body = _PAGE.substitute(
        language=language.code,
        direction=language.direction,
        heading=escape(t("E-mails")),
        title=escape(title),
        text=escape(text),
        more=more,
    )
    return HTMLResponse(body, status, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


ROUTES = [
    Route(routes.UNSUBSCRIBE, get_unsubscribe, methods=["GET"]),
    Route(routes.UNSUBSCRIBE, post_unsubscribe, methods=["POST"]),
]
