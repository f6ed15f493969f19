"""The site for assistants (Model Context Protocol), at one address, with the API's keys."""

from starlette.routing import Route

from melodymaker import routes
from melodymaker.api.mcp.endpoint import ENDPOINT

# Two routes: the pages take every other address, so that nothing redirects from one to the other. POST alone: without
# sessions there is no stream to open with GET.
ROUTES = [Route(address, ENDPOINT, methods=["POST"]) for address in (routes.MCP, f"{routes.MCP}/")]
