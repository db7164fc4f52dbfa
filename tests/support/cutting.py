"""A bad connection: between a browser and the server, and cut whenever a proof wants it."""

import asyncio
import struct
import time
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from socket import SO_LINGER, SOL_SOCKET
from threading import Event, Thread


class Cut(StrEnum):
    """Where in the life of one request the connection goes away."""

    BEFORE = "before anything reached the server"
    DURING = "in the middle of the request"
    UNHEARD = "when all was sent, without waiting for the answer"
    AFTER = "when the server had answered, before a byte of it came back"
    HALFWAY = "in the middle of the answer"


#: Asked for each request to the outbox: where is it cut, if at all?
Choose = Callable[[], Cut | None]


class BadLine:
    """Passes requests on to the server, and cuts those to the outbox as `choose` says.

    `then` runs at the very moment of each cut, before the connection is closed.
    """

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self.choose: Choose = lambda: None
        self.then: Callable[[], None] = lambda: None
        self.cuts: Counter[Cut] = Counter()
        #: What was asked, and when (seconds since 1970).
        self.asked: list[tuple[float, str]] = []
        self._open: set[asyncio.Task[object] | None] = set()

    async def serve(self, browser: StreamReader, back: StreamWriter) -> None:
        """One connection of a browser, for as many requests as it likes."""
        # Once its browser is cut off, nothing else holds on to this task.
        self._open.add(asyncio.current_task())
        try:
            server, onward = await asyncio.open_connection("127.0.0.1", self._to_port)
            with closing(onward), suppress(OSError, asyncio.IncompleteReadError):
                while await self._one(browser, back, server, onward):
                    pass
        finally:
            back.close()
            self._open.discard(asyncio.current_task())

    async def hang_up(self) -> None:
        """End every connection that is still there, and wait until it is gone."""
        open_ = [task for task in self._open if task is not None]
        for task in open_:
            task.cancel()
        await asyncio.gather(*open_, return_exceptions=True)
        await asyncio.sleep(0)  # What was closed lets go of its socket in the next round.

    async def _one(
        self, browser: StreamReader, back: StreamWriter, server: StreamReader, onward: StreamWriter
    ) -> bool:
        """Pass one request on, and its answer back; says whether the connection is still there."""
        head = await browser.readuntil(b"\r\n\r\n")
        request = head + await browser.readexactly(_length_in(head) or 0)
        method, address, _ = head.decode("latin-1").split(" ", 2)
        self.asked.append((time.time(), f"{method} {address}"))
        cut = self.choose() if (method, address) == ("POST", "/outbox") else None
        if cut is Cut.BEFORE:
            return self._cut(cut, back)
        if cut is Cut.DURING:
            onward.write(request[: (len(head) + len(request)) // 2])
            await onward.drain()
            return self._cut(cut, back)
        onward.write(request)
        await onward.drain()
        if cut is Cut.UNHEARD:
            self._cut(cut, back)
        answer = await _answer(method, server)
        if cut is Cut.AFTER:
            self._cut(cut, back)
        if cut in {Cut.UNHEARD, Cut.AFTER}:
            return False
        back.write(answer if cut is None else answer[: len(answer) - 5])
        await back.drain()
        return cut is None or self._cut(cut, back)

    def _cut(self, cut: Cut, back: StreamWriter) -> bool:
        self.cuts[cut] += 1
        self.then()
        if cut is not Cut.HALFWAY:
            # Reset, not closed in good order: it may never be taken for a short answer.
            reset = struct.pack("ii", 1, 0)
            back.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, reset)
        back.transport.abort()
        return False


@contextmanager
def bad_line(port: int, to_port: int) -> Iterator[BadLine]:
    """A bad line from `port` of this machine to `to_port`, for as long as the block lasts."""
    line = BadLine(to_port)
    is_listening = Event()
    stop: list[Callable[[], object]] = []

    async def listen() -> None:
        done, loop = asyncio.Event(), asyncio.get_running_loop()
        stop.append(lambda: loop.call_soon_threadsafe(done.set))
        async with await asyncio.start_server(line.serve, "127.0.0.1", port):
            is_listening.set()
            await done.wait()
            await line.hang_up()

    thread = Thread(target=lambda: asyncio.run(listen()), name="bad line")
    thread.start()
    is_listening.wait()
    try:
        yield line
    finally:
        stop[0]()
        thread.join(timeout=10)


async def _answer(method: str, server: StreamReader) -> bytes:
    """One whole answer, as it came."""
    head = await server.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    if method == "HEAD" or status in {204, 304}:
        return head
    length = _length_in(head)
    if length is not None:
        return head + await server.readexactly(length)
    whole = head
    while not whole.endswith(b"\r\n0\r\n\r\n"):
        whole += await server.readuntil(b"\r\n")
    return whole


def _length_in(head: bytes) -> int | None:
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    return None
