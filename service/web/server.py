"""Runs the app: in this process, or in several that share one socket."""

from __future__ import annotations

import errno
import os
import socket
import tempfile

import uvicorn
from fastapi import FastAPI

from indexer.errors import AddressInvalid, PortInUse
from service.holder import Holder
from service.web.api import create_app
from service.web.settings import Settings


def serve(settings: Settings) -> None:
    """Answers until it is told to stop. Raises PortInUse or AddressInvalid before anything is loaded."""
    listening = listen(settings.host, settings.port)
    host, port = listening.getsockname()[:2]
    print(f"wenzheng: http://{f'[{host}]' if ':' in host else host}:{port}/", flush=True)
    # uvicorn is handed the socket itself: between a trial bind and its own, another program could take the port.
    if settings.n_processes == 1:
        uvicorn.Server(uvicorn.Config(_app(settings), server_header=False)).run(sockets=[listening])
        return
    with tempfile.TemporaryDirectory(prefix="wenzheng-metrics-") as metrics:
        # The processes begin anew and know what their environment tells them; metrics.py adds up their counts.
        os.environ |= {
            "WENZHENG_HOME": str(settings.home),
            "WENZHENG_N_WORKERS": str(settings.n_workers),
            "PROMETHEUS_MULTIPROC_DIR": metrics,
        }
        if settings.write_key:
            os.environ["WENZHENG_WRITE_KEY"] = settings.write_key.get_secret_value()
        app, n_processes = "service.web.server:make_app", settings.n_processes
        uvicorn.run(app, factory=True, fd=listening.fileno(), workers=n_processes, server_header=False)


def make_app() -> FastAPI:
    """The app of one of several processes, as its environment says."""
    return _app(Settings())


def _app(settings: Settings) -> FastAPI:
    key = settings.write_key.get_secret_value() if settings.write_key else None
    return create_app(Holder(settings.home), n_workers=settings.n_workers, write_key=key)


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
