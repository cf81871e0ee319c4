"""Every check that needs no cluster, in one run: `make test`."""
