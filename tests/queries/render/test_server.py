"""What the app's server sets on the sockets of this process."""

from __future__ import annotations

import socket

from queries.render.browser import server


def test_no_answer_waits_for_the_browser_to_acknowledge_its_first_part() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.answer_at_once()
        with socket.create_connection(listening.getsockname()):
            connection, _ = listening.accept()
            with connection:
                assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
