"""What Schemathesis has to be told beyond its configuration."""

import re
from urllib.parse import unquote

import schemathesis

CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")


@schemathesis.serializer("application/x-ndjson", "text/csv")
def text(ctx, value):
    """Files are sent as they are."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@schemathesis.hook
def filter_path_parameters(ctx, path_parameters):
    """Traefik refuses control characters in an address before the service sees the request."""
    values = [unquote(str(value), errors="replace") for value in (path_parameters or {}).values()]
    return not any(CONTROL_CHARACTER.search(value) for value in values)
