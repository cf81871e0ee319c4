"""What Schemathesis has to be told beyond its configuration."""

from urllib.parse import unquote

import schemathesis


@schemathesis.serializer("application/x-ndjson", "text/csv")
def text(ctx, value):
    """Files are sent as they are."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@schemathesis.hook
def filter_path_parameters(ctx, path_parameters):
    """Traefik refuses control characters in an address before the service sees the request."""
    values = [unquote(str(value), errors="replace") for value in (path_parameters or {}).values()]
    return all(value.isascii() and value.isprintable() for value in values)
