"""Whether a sheet that was kept is a PDF as Typst writes it: what somebody else put there is printed anew."""

from __future__ import annotations

import re

_PAGE = re.compile(rb"/Type\s*/Page\b")
_NAMES = (
    b"JavaScript", b"JS", b"Launch", b"OpenAction", b"AA", b"SubmitForm", b"ImportData", b"ResetForm", b"GoToR",
    b"GoToE", b"Rendition", b"Movie", b"Sound", b"RichMedia", b"EmbeddedFile", b"EmbeddedFiles", b"Filespec",
    b"AcroForm", b"XFA", b"Encrypt", b"SetOCGState", b"URI", b"ObjStm", b"XRef",
)  # fmt: skip
"""Names of what opens, loads, runs or hides something. A sheet has one of them alone: the link to its own page."""

# Looked for in all of the file: what a reader takes for a drawing and what for an object is for each reader to say.
_DOES_SOMETHING = re.compile(rb"/(?:" + b"|".join(_NAMES) + rb")(?=[\x00\s()<>\[\]{}/%])")
_SPELT_OUT = re.compile(rb"/(?:[A-Za-z0-9]|#[0-9A-Fa-f]{2})*+")


def page_count(sheet: bytes) -> int:
    """Return the number of pages of a PDF that Typst wrote."""
    return len(_PAGE.findall(sheet))


def is_our_sheet(sheet: bytes, address: str | None) -> bool:
    """Return whether a PDF can be the sheet of the page at this address.

    It is whole, nothing was added to its end, and it does nothing but lead to that page.
    """
    is_whole = sheet.startswith(b"%PDF-1.7") and sheet.rstrip().endswith(b"%%EOF") and page_count(sheet) > 0
    is_one = sheet.count(b"startxref") == 1 and sheet.count(b"%%EOF") == 1
    own_link = f"/Type/Action/S/URI/URI({address})".encode()
    others = sheet.replace(own_link, b"") if address else sheet
    return is_whole and is_one and not _DOES_SOMETHING.search(others) and not _is_spelt_otherwise(others)


def _is_spelt_otherwise(sheet: bytes) -> bool:
    """Return whether one of these names stands there with letters as numbers: `/J#53`."""
    if b"#" not in sheet:
        return False
    escaped = (name for name in _SPELT_OUT.findall(sheet) if b"#" in name)
    return any(_DOES_SOMETHING.match(re.sub(rb"#(..)", _letter, name) + b" ") for name in escaped)


def _letter(code: re.Match[bytes]) -> bytes:
    return bytes.fromhex(code[1].decode())
