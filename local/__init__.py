"""Runs Twinharbor on one machine: `python3 -m local --help`."""
