"""Which fonts of the machine a browser may see: those of one folder, and no others."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import font_source_sans_pro

CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <reset-dirs/>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def only(fonts: Path, top: Path) -> dict[str, str]:
    """Give the environment in which fontconfig knows the fonts of a folder alone; its files go into another, `top`."""
    top.mkdir(parents=True, exist_ok=True)
    config = top / "fonts.conf"
    config.write_text(CONFIG.format(fonts=escape(str(fonts)), cache=escape(str(top / "cache"))), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(config)}


def one_font(top: Path, original: Path | None = None) -> dict[str, str]:
    """Give the environment of a machine with one font, by itself the regular one that the sheets use.

    The browser shows in it what the site has no font of its own for, such as code.
    """
    source = original or Path(str(font_source_sans_pro.__file__)).with_name("files") / "SourceSansPro-Regular.ttf"
    fonts = top / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    (fonts / source.name).write_bytes(source.read_bytes())
    return only(fonts, top)
