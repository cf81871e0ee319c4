"""Measures the accounts service beside its peers: `python3 -m benchmarks --help`."""
