"""The fonts that a built site serves."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from helpers.project import Project
from stretchbook.render import web_fonts

NAMES = (
    "Ångström, Åsa Sjöström-Bækkelund, Þórhallsdóttir, Sæunn Guðmundsdóttir, Zoë Núñez i Muñoz, François Lœuillet",
    "Łucja Świątek-Źrebiec, Dvořáková, Božidar Šašić, Đorđević, Kőszegi Ünige, Ştefănescu, Țuțuianu, Öztürk Ağaoğlu",
    "Işık, Jānis Bērziņš, Žydrūnas Ūsas, Ġorġ Ħamrun, Siân Ŵyn, Ŷnyr, Strauß, GROẞ, Çelik, Gràinne Ó Súilleabháin",
)


def fonts_of(site: dict[str, bytes]) -> dict[str, TTFont]:
    return {name: TTFont(BytesIO(content)) for name, content in site.items() if name.endswith(".woff2")}


# What is served.


def test_the_fonts_have_names_and_licences_of_their_own(built: Project) -> None:
    site = built.site()
    fonts = fonts_of(site)
    # Each in three parts: English, the accents of Western Europe, and those of all others.
    assert len(fonts) == 3 * len(web_fonts.FACES)
    for font in fonts.values():
        names = {record.nameID: str(record) for record in font["name"].names}
        assert all("Source" not in names[number] for number in (1, 3, 4, 6))
        assert names[1] in (web_fonts.SANS, web_fonts.SERIF)
        assert "Adobe" in names[0]
        assert "SIL Open Font License" in names[13]
    licences = [site[name].decode() for name in site if name.startswith("assets/fonts/") and name.endswith(".txt")]
    assert sum("SIL OPEN FONT LICENSE Version 1.1" in text for text in licences) == 2
    assert sum(web_fonts.SANS in text for text in licences) == 1
    assert sum(web_fonts.SERIF in text for text in licences) == 1


@pytest.mark.parametrize("face", web_fonts.FACES, ids=lambda face: face.original)
def test_the_names_of_europe_can_be_written(built: Project, face: web_fonts.Face) -> None:
    fonts = fonts_of(built.site())
    letters = {letter for part in ("core", "western", "more") for letter in fonts[face.uri(part)].getBestCmap()}
    asked = {*map(ord, " ".join(NAMES)), *map(ord, "“‘’”–—…·•°×½±→←≤≥≈−€№™"[:19]), 0xA0, 0x2011, 0x202F}
    assert "".join(chr(letter) for letter in sorted(asked - letters)) == ""
    assert not {ord(letter) for letter in "abcxyz089.,-"} - set(fonts[face.uri("core")].getBestCmap())


def test_the_same_fonts_have_the_same_bytes(built: Project) -> None:
    face = web_fonts.FACES[0]
    served = built.path(f"site/{face.uri('more')}").read_bytes()
    assert web_fonts.subset(face.source.read_bytes(), face, web_fonts.MORE) == served
