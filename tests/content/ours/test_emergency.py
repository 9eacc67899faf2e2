"""What readers are told of emergencies: each sign with its urgency, in words of these tests, and a source for it.

Too mild costs lives, and too loud teaches readers to pass over the list. So both are held: what must be called for,
and what must not.
"""

from __future__ import annotations

import re

import pytest
from stretchbook.book.library import Library
from stretchbook.model.safety import Condition, StopSign, WarningSign

# Sign, how pressing it is, what its words must speak of, and a source that it must lean on.
WARNINGS = [
    ("heart-attack-signs", "emergency", ["chest", "upper belly", "shoulder blades", "jaw", "sweat"], "nz_heartattack"),
    ("tearing-pain", "emergency", ["ripping", "back", "Marfan"], "hse_aorta"),
    ("tearing-pain", "emergency", ["collapse"], "marfan_cardiac"),
    ("lung-signs", "emergency", ["breath", "blood", "heart that races", "passing out"], "blf_pe"),
    ("cauda-equina-signs", "emergency", ["both legs painful", "numb", "weak", "urine", "genitals"], "nhs_backpain"),
    ("cord-signs-with-cancer", "emergency", ["cancer", "band", "heavy", "wobbly", "electric"], "aos_cordcompression"),
    ("cord-signs-with-cancer", "emergency", ["cancer team"], "cruk_cordcompression"),
    ("knock-with-stiff-spine", "emergency", ["ankylosing spondylitis", "knock", "small"], "chaudhary2011"),
    ("knock-with-stiff-spine", "emergency", ["neck or back"], "fordham2009"),
    ("serious-accident", "emergency", ["crash", "fragile bones", "fall", "standing"], "nhs_backpain"),
    ("stroke-signs", "emergency", ["numbness", "one side", "confusion", "speech", "passes"], "bcuhb_stroke"),
    ("new-kind-of-head-or-neck-pain", "emergency", ["sudden", "headache"], "bcuhb_stroke"),
    ("sepsis-signs", "emergency", ["very ill", "confusion", "shivering", "skin", "urine"], "willington_sepsis"),
    ("meningitis-signs", "emergency", ["stiff neck", "fever", "light"], "sja_meningitis"),
    ("fever-or-feeling-ill", "urgent", ["fever", "sepsis"], "nhs_backpain"),
    ("small-knock-fragile-bones", "urgent", ["fragile", "cough", "steroids", "emergency"], "bnssg_vertebralfracture"),
    ("new-neck-pain", "urgent", ["sudden neck pain", "headache", "stroke", "emergency"], "chaibi2019"),
    ("giant-cell-arteritis-signs", "urgent", ["over 50", "headache", "jaw", "sight", "at once"], "nidirect_gca"),
    ("belly-organs", "urgent", ["shoulder blade", "belly pain", "emergency"], "nidirect_pancreatitis"),
    ("swollen-leg", "urgent", ["leg", "swollen", "hot"], "blf_pe"),
    ("pregnancy-signs", "urgent", ["bleeding", "fluid", "headache", "sight", "at once"], "saferpregnancy_preeclampsia"),
    ("pregnancy-signs", "urgent", ["tightenings", "moves less", "maternity unit"], "babymed_stop"),
    ("heavy-legs", "urgent", ["heavy", "stumble", "cancer", "emergency"], "davies2018"),
    ("height-loss", "routine", ["height", "within days"], "altru_compression"),
    ("stiff-shoulders", "routine", ["both shoulders", "morning", "over 50"], "clearchemist_pmr"),
]

# Stop sign, what to do then, what its words must speak of, and a source that it must lean on.
STOPS = [
    ("weakness", "emergency", ["weak", "numb", "one side"], "bcuhb_stroke"),
    ("slurred-speech", "emergency", ["speech", "confusion"], "bcuhb_stroke"),
    ("sudden-headache", "emergency", ["headache"], "chaibi2019"),
    ("chest-pressure", "emergency", ["chest"], "nz_heartattack"),
    ("cold-sweat", "emergency", ["sweat", "pain", "faint"], "nz_heartattack"),
    ("spreading-pain", "emergency", ["jaw", "arm", "no movement changes"], "nz_heartattack"),
    ("tingling", "same-day", ["down an arm", "tingling"], "aafp_radiculopathy"),
    ("new-neck-pain", "same-day", ["neck pain"], "chaibi2019"),
    ("sudden-back-pain", "same-day", ["fragile", "steroids"], "bnssg_vertebralfracture"),
    ("leg-pain", "ease-off", ["both legs: call"], "nhs_backpain"),
]

# Condition, what it must say to do, and a source that it must lean on.
CONDITIONS = [
    ("ankylosing-spondylitis", ["neck or back pain", "knock", "emergency"], "chaudhary2011"),
    ("cancer", ["tight band", "heavy", "emergency", "at once"], "aos_cordcompression"),
    ("disc-herniation", ["pain, weakness or numbness in both legs", "emergency"], "nhs_backpain"),
    ("nerve-root-pain", ["both legs", "emergency"], "nhs_backpain"),
    ("osteoporosis", ["same day", "fell", "cannot stand", "emergency number"], "bnssg_vertebralfracture"),
    ("spinal-fracture", ["same day", "fall", "cannot stand", "emergency number"], "bnssg_vertebralfracture"),
    ("blood-clot", ["breathing", "racing heart", "passing out", "emergency"], "blf_pe"),
    ("infection", ["very ill", "confusion", "emergency"], "willington_sepsis"),
    ("pregnancy", ["bleeding", "fluid", "headache", "at once"], "saferpregnancy_preeclampsia"),
]

MOST_WORDS_ON_EVERY_PAGE = 220


def lean_on(entry: WarningSign | StopSign | Condition) -> set[str]:
    return {entry.source, *entry.also}


def missing(words: list[str], text: str) -> list[str]:
    return [word for word in words if word.casefold() not in text.casefold()]


@pytest.mark.parametrize(("name", "urgency", "words", "source"), WARNINGS)
def test_a_warning_sign_is_told(name: str, urgency: str, words: list[str], source: str, library: Library) -> None:
    sign = library.of("warning-signs")[name]
    assert (sign.urgency, missing(words, sign.text)) == (urgency, [])
    assert source in lean_on(sign)


@pytest.mark.parametrize(("name", "response", "words", "source"), STOPS)
def test_a_stop_sign_asks_for_what_it_deserves(
    name: str, response: str, words: list[str], source: str, library: Library
) -> None:
    sign = library.stop_signs[name]
    assert (sign.response, missing(words, sign.text)) == (response, [])
    assert source in lean_on(sign)


@pytest.mark.parametrize(("name", "words", "source"), CONDITIONS)
def test_a_condition_names_its_emergency(name: str, words: list[str], source: str, library: Library) -> None:
    condition = library.of("conditions")[name]
    assert missing(words, condition.do) == []
    assert source in lean_on(condition)


def test_waiting_a_few_minutes_ends_where_an_emergency_begins(library: Library) -> None:
    signs = ["face", "speech", "sight", "one side goes numb", "headache", "both arms", "both legs", "cannot stand"]
    assert missing([*signs, "pass out", "knock", "emergency number"], library.responses["same-day"].text) == []


def test_warning_signs_have_a_source(library: Library) -> None:
    unsourced = {name for name, sign in library.of("warning-signs").items() if sign.source == "convention"}
    assert unsourced == {"stops-life-or-sleep"}


@pytest.mark.parametrize("name", ["chin-tuck", "chin-to-chest"])
def test_arm_pain_from_the_neck_is_no_call_in_one_place_and_easing_off_in_another(name: str, library: Library) -> None:
    stretch = library.stretches[name]
    assert stretch.in_short
    texts = (*stretch.safety.notes, stretch.in_short.caution)
    said = [text for text in texts if re.search(r"pain.* arm", text)]
    assert said
    assert all("stop" in text and "clinician" in text and "emergency" not in text for text in said)


def test_what_stands_on_every_page_stays_short(library: Library) -> None:
    signs = [library.stop_signs[name] for name in library.universal_stop_signs]
    assert sum(len(sign.text.split()) for sign in signs) <= MOST_WORDS_ON_EVERY_PAGE
