"""What Schemathesis has to be told beyond its configuration."""

import schemathesis


@schemathesis.serializer("application/x-ndjson", "text/csv")
def text(ctx, value):
    """Files are sent as they are."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@schemathesis.hook
def filter_path_parameters(ctx, path_parameters):
    """Liberty refuses other characters in an address before any of our code sees the request."""
    return all(str(value).isascii() and str(value).isprintable() for value in (path_parameters or {}).values())
