"""Argo CD with many clusters and many Applications, all of them simulated on this machine."""
