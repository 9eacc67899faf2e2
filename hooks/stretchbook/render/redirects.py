"""Pages at addresses that a record used to have."""

from __future__ import annotations

from markupsafe import Markup

from stretchbook.book.addresses import to_root

_PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>This page has moved</title>\n'
    '<meta http-equiv="refresh" content="0; url={target}">\n<link rel="canonical" href="{target}">\n'
    '<meta name="robots" content="noindex">\n</head>\n<body>\n<main>\n<h1>This page has moved</h1>\n'
    '<p><a href="{target}">Go to where it is now</a></p>\n</main>\n</body>\n</html>\n'
)


def page(old: str, new: str) -> bytes:
    """Return the page at the address `old`, both counted from the root of the site, that leads to `new`."""
    return _PAGE.format(target=f"{to_root(old)}{new}").encode()
