"""Ports: may a server of ours listen there? Asked before it starts, for servers that share hide each other."""

import socket


def trouble(host, port):
    """Why nobody can listen there, or nothing."""
    if port == 0:
        return "0 stands for any port"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # A server that ended a moment ago has left connections that still fade; it may begin again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            return str(getattr(error, "strerror", None) or error)
    return ""
