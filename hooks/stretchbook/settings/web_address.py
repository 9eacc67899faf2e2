"""Web addresses as people give them in settings: checked, and written in one way."""

from __future__ import annotations

import ipaddress
import posixpath
import re
from contextlib import suppress
from typing import NoReturn
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from stretchbook.problems import cut

_PATH_LETTERS = "/%:@!$&'()*+,;=~-._"
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_SSH = re.compile(r"(?:(?:ssh|git)://)?(?:[\w.-]+@)?(?P<host>[\w.-]+\.[a-z]+)(?::(?:\d+/)?|/)(?P<path>[^:]+)")


class WebAddressError(ValueError):
    """A text is not the address of a site; `fix` says what to write."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


def site_address(text: str) -> str:
    """Return the address of a site with a closing slash, in ASCII as links and QR codes need it.

    Raises `WebAddressError`.
    """
    parts = _parts(text)
    if re.search(r"\.html?$", parts.path, re.IGNORECASE):
        folder = urlunsplit(parts._replace(path=parts.path.rpartition("/")[0] + "/"))
        raise WebAddressError(f"`{cut(text)}` is the address of a page.", f"Write that of its folder, `{folder}`.")
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/"))


def repository_address(text: str) -> str:
    """Return the address of a repository's page, without a closing slash. Raises `WebAddressError`."""
    if ssh := _SSH.fullmatch(text):
        meant = f"https://{ssh['host']}/{ssh['path'].removesuffix('.git')}"
        raise WebAddressError(f"`{cut(text)}` is not an address that a browser can open.", f"Write `{meant}`.")
    parts = _parts(text)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/").removesuffix(".git")))


def _parts(text: str) -> SplitResult:
    """Return the parts of a web address, host and path in ASCII. Raises `WebAddressError`."""
    if text != text.strip():
        raise WebAddressError(f"`{cut(text)}` has white space around it.", f"Write `{text.strip()}`.")
    if "\\" in text or any(ord(letter) < 33 for letter in text):
        _refuse(text, "holds white space or a backslash", re.sub(r"\s", "%20", text.replace("\\", "/")))
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as fault:
        raise WebAddressError(f"`{cut(text)}` is not a web address ({fault}).", "Correct it.") from None
    if parts.scheme not in ("http", "https"):
        _refuse(text, "does not begin with `https://` or `http://`", _with_scheme(text))
    if re.match("https?:/", parts.netloc + parts.path):
        _refuse(text, "has two beginnings", text.removeprefix(f"{parts.scheme}://"))
    if parts.username is not None:
        _refuse(text, "would publish a name or a password", "")
    if parts.query or parts.fragment:
        _refuse(text, "has more than a path: `?` or `#`", urlunsplit(parts._replace(query="", fragment="")))
    host = _host(text, parts)
    path = posixpath.normpath(f"/{parts.path}").lstrip("/")
    path = f"/{path}/" if path.strip(".") and parts.path.endswith("/") else f"/{path}"
    return SplitResult(parts.scheme, host if port is None else f"{host}:{port}", quote(path, _PATH_LETTERS), "", "")


def _host(text: str, parts: SplitResult) -> str:
    name = parts.hostname or ""
    if parts.netloc.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(name)}]"
        except ValueError:
            _refuse(text, "names no host", "")
    try:
        host = name.encode("idna").decode().lower()
    except UnicodeError:
        host = ""
    if not all(_LABEL.fullmatch(label) for label in host.removesuffix(".").split(".")):
        _refuse(text, "names no host", "")
    return host


def _with_scheme(text: str) -> str:
    """Return what was meant by an address without a scheme, if it begins like a host."""
    bare = text.removeprefix("//")
    return f"https://{bare}" if re.match(r"[\w-]+(\.[\w-]+)+(:\d+)?(/|$)", bare) else ""


def _refuse(text: str, message: str, meant: str) -> NoReturn:
    """Raise the error; propose what was `meant` only if it would be taken."""
    fix = "Correct it, or leave it empty."
    if meant and "@" not in meant:
        with suppress(WebAddressError):
            _parts(meant)
            fix = f"Write `{meant}`."
    without_secret = re.sub(r"//[^/@\s]*@", "//…@", text)
    raise WebAddressError(f"`{cut(without_secret)}` {message}.", fix)
