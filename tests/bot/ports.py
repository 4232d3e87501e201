"""A port of this machine that nobody listens on."""

import socket


def free_port() -> int:
    """Free when asked; whoever wants it takes it at once."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
