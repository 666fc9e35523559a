"""An answer is sent at once: no answer waits for the packet before it to be acknowledged."""

import socket

from folkmoot_web.serve import bind


def test_connections_that_are_accepted_say_that_they_are_tcp() -> None:
    door = bind("127.0.0.1", 0)
    door.listen()
    with socket.create_connection(door.getsockname()):
        accepted, _ = door.accept()
        # asyncio switches waiting off (TCP_NODELAY) for these and for no others
        assert accepted.proto == socket.IPPROTO_TCP
        accepted.close()
    door.close()
