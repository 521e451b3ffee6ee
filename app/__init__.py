"""Chartdesk without its window: domain, services, file formats, command line."""

__version__ = "0.1.0"
