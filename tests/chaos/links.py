"""A network between two parts, which can be cut: a proxy on loopback that passes bytes on."""

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Self

_CHUNK = 65536


class Link:
    """Passes on what comes to its `port` to an address: a host and port, or the path of a Unix socket."""

    def __init__(self, name: str, target: tuple[str, int] | str) -> None:
        self.name = name
        self.port = 0
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=f"link {name}", daemon=True)
        self._open: set[asyncio.WriteTransport] = set()
        self._through = asyncio.Event()
        self._silent = False

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self, *, silently: bool = False) -> None:
        """Break all connections and take no more; or let them stand while nothing gets through, as a lost route does."""
        self._do(self._cut(silently=silently))

    def mend(self) -> None:
        """Let everything through again; connections that stood through a silent cut are broken now."""
        self._do(self._mend())

    def _do(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _listen(self) -> None:
        self._through.set()
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        self._server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    async def _cut(self, *, silently: bool) -> None:
        self._silent = silently
        self._through.clear()
        if not silently:
            self._break()

    async def _mend(self) -> None:
        self._break()
        self._through.set()

    def _break(self) -> None:
        for transport in self._open:
            _reset(transport)
        self._open.clear()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer.transport)
        if not self._through.is_set() and not self._silent:
            _reset(writer.transport)
            return
        with suppress(OSError, asyncio.CancelledError):
            await self._through.wait()
            if writer.is_closing():
                return
            if isinstance(self._target, str):
                there = await asyncio.open_unix_connection(self._target)
            else:
                there = await asyncio.open_connection(*self._target)
            self._open.add(there[1].transport)
            await asyncio.gather(self._pass(reader, there[1]), self._pass(there[0], writer))
        writer.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(_CHUNK):
                await self._through.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            self._open.discard(writer.transport)
            writer.close()


def _reset(transport: asyncio.WriteTransport) -> None:
    """End a connection as one that is broken, not as one that is closed."""
    linger = struct.pack("ii", 1, 0)
    with suppress(OSError):  # it is closed already
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.abort()
