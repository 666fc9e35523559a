"""The site is known by one address, and every link, cookie and check of origin follows from it and never from a request."""

from urllib.parse import urlsplit

import msgspec

from folkmoot_web.problem import Problem

_PORTS = {"http": 80, "https": 443}


class Site(msgspec.Struct, frozen=True):
    """origin: `scheme://host[:port]`, as browsers say it. hosts: Host headers that mean us. cookie: name of the session's."""

    origin: str
    hosts: frozenset[str]
    https: bool
    cookie: str

    @classmethod
    def at(cls, base_url: str) -> "Site":
        """The site that people reach at an address.

        Raises ValueError when the address has no host, or a path, query or user of its own.
        """
        parts = urlsplit(base_url)
        if parts.scheme not in _PORTS or not parts.hostname or parts.netloc != parts.netloc.rpartition("@")[2]:
            raise ValueError(f"{base_url} is not an address such as https://talk.example.org")
        if parts.path not in ("", "/") or parts.query or parts.fragment:
            raise ValueError(f"{base_url} goes on after the host; the pages need a host of their own")
        name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        port = parts.port or _PORTS[parts.scheme]
        usual = port == _PORTS[parts.scheme]
        return cls(
            origin=f"{parts.scheme}://{name}" + ("" if usual else f":{port}"),
            hosts=frozenset({name, f"{name}:{port}"}),
            https=parts.scheme == "https",
            # browsers take a __Host- cookie over https only
            cookie="__Host-folkmoot" if parts.scheme == "https" else "folkmoot",
        )

    @property
    def rp_id(self) -> str:
        """The name that passkeys are bound to (WebAuthn 3, 5.1.2); empty where people reach us by numbers, which have none."""
        name = urlsplit(self.origin).hostname or ""
        secure = self.https or name == "localhost" or name.endswith(".localhost")
        return name if secure and not name.replace(".", "").isdecimal() and ":" not in name else ""

    def link(self, path: str) -> str:
        """The full address of a path that starts with a slash."""
        return self.origin + path

    def check(self, host: str) -> None:
        """Refuse a request that means another host.

        Raises Problem 400.
        """
        if host.lower() not in self.hosts:
            raise Problem(400, f"This is not the address of this site; it is reached at {self.origin}")
