"""Runs the app."""

from __future__ import annotations

import errno
import socket

import uvicorn

from indexer.errors import AddressInvalid, PortInUse
from service.api import create_app
from service.holder import Holder
from service.settings import Settings


def serve(settings: Settings) -> None:
    """Answers until it is told to stop. Raises PortInUse or AddressInvalid before anything is loaded."""
    listening = listen(settings.host, settings.port)
    host, port = listening.getsockname()[:2]
    print(f"wenzheng: http://{f'[{host}]' if ':' in host else host}:{port}/")
    app = create_app(Holder(settings.home), n_workers=settings.n_workers)
    # uvicorn is handed the socket itself: between a trial bind and its own, another program could take the port.
    uvicorn.Server(uvicorn.Config(app, server_header=False)).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises PortInUse, or AddressInvalid when the machine has no such address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        server = socket.create_server((host, port), family=family)
        # asyncio sets it only on sockets it makes itself; without it every reply waits 40 ms for an acknowledgement.
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return server
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(
                f"port {port} on {host} is in use by another program; stop that one, or choose another port "
                f"(WENZHENG_PORT, 0 takes any free one)"
            ) from error
        raise AddressInvalid(
            f"cannot listen on {host} port {port}: {error.strerror}; 127.0.0.1 and a port from 1024 up always work"
        ) from error
