"""gunicorn, started from inside, for deployments on PostgreSQL."""

from flask import Flask
from gunicorn.app.base import BaseApplication

from voice_app.core.database import Database

WORKERS = 2
THREADS = 4


class Server(BaseApplication):  # type: ignore[misc]
    """Two workers with four threads each; nothing in a worker's memory matters."""

    def __init__(self, app: Flask, listen: str) -> None:
        self._app = app
        self._listen = listen
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": self._listen,
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "post_fork": _forget_connections,
            "control_socket_disable": True,
        }
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def _forget_connections(_server: object, worker: object) -> None:
    # A connection must not be shared across a fork; each worker opens its own.
    database: Database = worker.app.load().extensions["voice.database"]  # type: ignore[attr-defined]
    database.let_go_of_connections()
