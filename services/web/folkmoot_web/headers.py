"""Every answer tells the browser to trust nothing but this site, and nobody to keep what is for one person."""

from litestar.types import Message, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # with no-referrer browsers send `Origin: null` with our own forms
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"),
)
ON_HTTPS = ((b"strict-transport-security", b"max-age=63072000"),)
NO_STORE = (b"cache-control", b"no-store")


def with_headers(send: Send, *, https: bool) -> Send:
    """`send`, adding the headers of every answer; an answer that says nothing on caching is not to be kept."""
    fixed = ALWAYS + ON_HTTPS if https else ALWAYS

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message["headers"])
            names = {name for name, _ in headers}
            headers += [pair for pair in fixed if pair[0] not in names]
            if b"cache-control" not in names:
                headers.append(NO_STORE)
            message["headers"] = headers
        await send(message)

    return sending


def with_cookie(send: Send, cookie: str) -> Send:
    """`send`, giving the browser one cookie more."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
        await send(message)

    return sending
