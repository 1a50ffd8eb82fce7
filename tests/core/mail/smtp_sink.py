"""A mail server of the test's own, which can be told to break in the middle (RFC 5321)."""

import email
import socketserver
import threading
from collections.abc import Callable
from email.message import Message


class Session(socketserver.StreamRequestHandler):
    server: "Sink"

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip():
            match line.upper().split(":")[0].split()[0]:
                case "EHLO" | "HELO":
                    self.say("250 sink")
                case "RCPT" if self.server.refuses:
                    self.say("451 later")
                case "DATA":
                    self.say("354 go on")
                    if not self.take():
                        return
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.server.taken.append(email.message_from_bytes(b"".join(lines)))
        if self.server.before_answer(len(self.server.taken)):
            self.say("250 taken")
            return True
        return False

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """Keeps what it took in `taken`; `before_answer(number)` False hangs up instead."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.taken: list[Message] = []
        self.refuses = False
        self.before_answer: Callable[[int], bool] = lambda number: True

    @property
    def port(self) -> int:
        return self.server_address[1]

    def __enter__(self) -> "Sink":
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.server_close()
