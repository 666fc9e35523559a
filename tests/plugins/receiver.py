"""A receiver of webhooks on this machine, which keeps what it is told and behaves as the path of its address says."""

import base64
import contextlib
import datetime
import ipaddress
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

TOLERANCE = 300
"""Seconds by which a timestamp may be off."""


class Heard(NamedTuple):
    """One message, as it arrived. headers: by name in small letters."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def name(self) -> str:
        return self.headers["webhook-id"]

    @property
    def says(self) -> Any:
        return msgspec.json.decode(self.body)


class Receiver:
    """certificate: file with which it speaks TLS.

    `/hang` answers nothing until it is closed, `/held` until it `goes_on`, `/drip` sends one letter of a
    header after the other, `/flood` a body without end, `/moved` leads to `/elsewhere`; any other path answers what `statuses`
    has for it, one after the other, and then 200.
    """

    def __init__(self, certificate: Path | None = None) -> None:
        self.heard: list[Heard] = []
        self.statuses: dict[str, list[int]] = {}
        self.more: dict[str, str] = {}
        self.goes_on, self.closing = threading.Event(), threading.Event()
        receiver = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.answer(self)

            def do_GET(self) -> None:
                receiver.heard.append(Heard(self.path, {}, b""))
                self.send_error(405)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads, block_on_close = True, False

            def handle_error(self, *_: Any) -> None:
                pass  # whoever asked went away, as some tests want

        self._server = Server(("127.0.0.1", 0), Answering)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self._server.server_port}"

    def answer(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers["content-length"]))
        self.heard.append(Heard(asked.path, {name.lower(): value for name, value in asked.headers.items()}, body))
        match asked.path:
            case "/hang":
                self.closing.wait(60)
            case "/drip":
                asked.wfile.write(b"HTTP/1.1 200 OK\r\nx-long: ")
                while not self.closing.wait(0.1):
                    asked.wfile.write(b"x")
            case "/flood":
                asked.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                while not self.closing.is_set():
                    asked.wfile.write(b"x" * 65_536)
            case "/moved":
                asked.send_response(302)
                asked.send_header("location", f"{self.url}/elsewhere")
                asked.end_headers()
            case path:
                if path == "/held":
                    self.goes_on.wait(60)
                asked.send_response(self.statuses.get(path, []).pop(0) if self.statuses.get(path) else 200)
                for name, value in self.more.items():
                    asked.send_header(name, value)
                asked.end_headers()

    def at(self, path: str) -> list[Heard]:
        """What came in at one path."""
        return [one for one in self.heard if one.path == path]

    def kinds(self, path: str) -> list[str]:
        """Types of what came in at one path."""
        return [one.says["type"] for one in self.at(path)]

    def waits_for(self, path: str, number: int, seconds: float = 30) -> list[Heard]:
        """What came in at one path, once it is so many."""
        end = time.monotonic() + seconds
        while len(found := self.at(path)) < number:
            assert time.monotonic() < end, f"only {len(found)} messages came in at {path}"
            time.sleep(0.02)
        return found

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


@contextlib.contextmanager
def receiving(certificate: Path | None = None) -> Iterator[Receiver]:
    """A receiver that is there for a while."""
    receiver = Receiver(certificate)
    try:
        yield receiver
    finally:
        receiver.close()


def certificate(folder: Path) -> Path:
    """A new certificate for this machine with its key, for which nobody vouches."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begun = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(begun).not_valid_after(begun + datetime.timedelta(days=9))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
    own = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "certificate.pem"
    path.write_bytes(own + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return path


def genuine(headers: dict[str, str], body: bytes, secret: str, now: float) -> bool:
    """Whether a message is genuine by Standard Webhooks 1.0.0, "Verifying webhook authenticity", written from its text."""
    name, stamp = headers["webhook-id"], headers["webhook-timestamp"]
    if "." in name or not stamp.isdecimal() or abs(now - int(stamp)) > TOLERANCE:
        return False
    mac = HMAC(base64.b64decode(secret.removeprefix("whsec_")), SHA256())
    mac.update(b".".join([name.encode(), stamp.encode(), body]))
    expected = base64.b64encode(mac.finalize()).decode()
    versions = [signature.split(",", 1) for signature in headers["webhook-signature"].split(" ")]
    return any(version == "v1" and given == expected for version, given in versions)
