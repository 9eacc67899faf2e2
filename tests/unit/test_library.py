"""On the small site, whose few records can be taken in at a glance."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.broken_cases import copy_small_site
from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.book.relations import Citer, Relations, SwapPlan
from stretchbook.checks.all_checks import open_library
from stretchbook.problems import ProblemsError
from stretchbook.render.pages import record_pages


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_small_site(tmp_path / "clinic")


@pytest.fixture
def clinic(root: Path) -> Library:
    return open_library(root)


@pytest.fixture
def relations(clinic: Library) -> Relations:
    return Relations(clinic)


OF_ITS_OWN = {
    "name: Open hand": "name: Fist",
    "Opening the fingers wide, for hands that have held a pen for long.": "Closing the hand, after a day of typing.",
    "Open your fingers as wide as is easy.": "Curl them in, the thumb outside.",
    "A mild pull in your palms.": "Along the back of the hand.",
    "Open one finger after the other.": "Leave the thumb where it likes to be.",
    "Open only as far as the palm stays soft and warm.": "Close it until no knuckle cracks.",
    "Keep the palm soft and warm.": "Let no knuckle crack.",
}


def add_fist(root: Path) -> None:
    text = (root / "open-hand.yml").read_text(encoding="utf-8")
    for old, new in OF_ITS_OWN.items():
        assert old in text
        text = text.replace(old, new)
    (root / "fist.yml").write_text(text, encoding="utf-8")


def test_everything_is_read(clinic: Library) -> None:
    assert list(clinic.stretches) == ["open-hand", "prayer-stretch"]
    assert list(clinic.routines) == ["tea-break"]
    assert list(clinic.references) == ["hand_book", "grip_trial"]
    assert clinic.file_of("routines", "tea-break") == "stretches/routines/tea-break.yml"


def test_a_new_record_needs_no_other_file(root: Path) -> None:
    before = {page.uri for page in record_pages(open_library(root))}
    add_fist(root)
    library = open_library(root)
    assert {page.uri for page in record_pages(library)} - before == {"stretches/fist.md"}
    assert Relations(library).primary["finger-flexors"] == ("fist", "open-hand", "prayer-stretch")
    assert [caution.id for caution in library.cautions_of["fist"]] == ["wrist-bone", "catching-finger"]


def test_a_new_record_goes_through_the_gate(root: Path) -> None:
    add_fist(root)
    text = (root / "fist.yml").read_text(encoding="utf-8")
    (root / "fist.yml").write_text(text.replace("[tingling]", "[white-fingers]"), encoding="utf-8")
    with pytest.raises(ProblemsError) as refusal:
        open_library(root)
    assert [(problem.path, problem.field) for problem in refusal.value.problems] == [
        ("stretches/fist.yml", "safety.stop_if[1]")
    ]


def test_hidden_files_and_the_schema_are_no_records(root: Path) -> None:
    (root / ".open-hand.yml.swp").touch()
    (root / "schema").mkdir()
    (root / "schema" / "stretch.schema.json").touch()
    assert list(open_library(root).stretches) == ["open-hand", "prayer-stretch"]


def test_cautions_come_from_the_rules(clinic: Library) -> None:
    assert [caution.id for caution in clinic.cautions_of["prayer-stretch"]] == ["wrist-nerve"]


def test_stop_signs_are_the_own_ones_then_those_of_every_page(clinic: Library) -> None:
    assert clinic.universal_stop_signs == ("sharp-pain",)
    assert clinic.stop_signs_of(["prayer-stretch", "open-hand"]) == ("white-fingers", "tingling", "sharp-pain")


def test_a_group_is_reached_through_its_members_and_they_through_it(relations: Relations) -> None:
    assert dict(relations.library.members) == {"forearm": ("finger-flexors", "finger-extensors")}
    assert relations.primary["forearm"] == ("open-hand", "prayer-stretch")
    assert relations.primary["finger-flexors"] == ("open-hand", "prayer-stretch")
    assert relations.primary["finger-extensors"] == ("prayer-stretch",)
    assert relations.primary["thumb-flexor"] == ()
    assert relations.secondary["thumb-flexor"] == ("open-hand",)


def test_a_muscle_that_a_stretch_is_for_is_not_named_a_second_time(root: Path) -> None:
    text = (root / "prayer-stretch.yml").read_text(encoding="utf-8")
    text = text.replace("primary: [forearm]", "primary: [forearm]\n  secondary: [finger-flexors, thumb-flexor]")
    (root / "prayer-stretch.yml").write_text(text, encoding="utf-8")
    relations = Relations(open_library(root))
    assert relations.secondary["finger-flexors"] == ()
    assert relations.secondary["thumb-flexor"] == ("open-hand", "prayer-stretch")


def test_a_condition_knows_its_stretches(relations: Relations) -> None:
    assert relations.answered("carpal-tunnel", "fine") == ("open-hand",)
    assert relations.answered("carpal-tunnel", "ask-first") == ("prayer-stretch",)
    assert relations.answered("trigger-finger", "fine") == ("prayer-stretch",)
    assert relations.answered("trigger-finger", "adapt") == ("open-hand",)
    assert relations.answered("wrist-fracture", "leave-out") == ("open-hand", "prayer-stretch")
    assert relations.conditions_of("prayer-stretch", "ask-first") == ["carpal-tunnel"]
    assert relations.conditions_of("prayer-stretch", "fine") == []
    assert [concern.stretches for concern in relations.concerns("wrist-fracture", "leave-out")] == [("open-hand",)]
    assert relations.concerns("wrist-fracture", "adapt") == []


def test_a_caution_that_a_stricter_one_overrules_is_not_told_for_that_stretch(root: Path) -> None:
    file = root / "cautions.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[trigger-finger]", "[trigger-finger, wrist-fracture]"), encoding="utf-8")
    relations = Relations(open_library(root))
    assert relations.answered("wrist-fracture", "leave-out") == ("open-hand", "prayer-stretch")
    assert relations.conditions_of("prayer-stretch", "ask-first") == ["carpal-tunnel"]
    assert relations.conditions_of("prayer-stretch", "fine") == []
    assert relations.concerns("wrist-fracture", "adapt") == []
    assert [concern.stretches for concern in relations.concerns("trigger-finger", "adapt")] == [("open-hand",)]


def test_a_routine_says_what_to_do_for_a_condition_instead(relations: Relations, clinic: Library) -> None:
    routine = clinic.routines["tea-break"]
    assert relations.plans(routine) == [SwapPlan(("carpal-tunnel",), {"open-hand": (2,)}, ())]


def test_a_reference_knows_who_cites_it(relations: Relations) -> None:
    assert relations.cited_by["grip_trial"] == (Citer("prayer-stretch", "stretches"),)
    assert {Citer("open-hand", "stretches"), Citer("tingling", "stop-signs")} <= set(relations.cited_by["hand_book"])


def test_a_stretch_knows_its_routines(relations: Relations) -> None:
    assert relations.routines_with == {"open-hand": ("tea-break",), "prayer-stretch": ("tea-break",)}


def test_an_old_address_leads_to_the_record(root: Path) -> None:
    text = (root / "open-hand.yml").read_text(encoding="utf-8")
    (root / "open-hand.yml").write_text(text + "formerly: [finger-fan]\n", encoding="utf-8")
    assert Addresses(open_library(root)).redirects == {"stretches/finger-fan/": "stretches/open-hand/"}


@pytest.mark.parametrize(
    ("is_link", "wrong"), [(True, "is a link to another place."), (False, "is not a folder.")], ids=["link", "file"]
)
def test_routines_are_in_a_real_folder(root: Path, is_link: bool, wrong: str) -> None:  # noqa: FBT001
    (root / "routines").rename(root.parent / "elsewhere")
    if is_link:
        (root / "routines").symlink_to(root.parent / "elsewhere")
    else:
        (root / "routines").touch()
    with pytest.raises(ProblemsError) as refusal:
        open_library(root)
    assert [(problem.path, problem.message) for problem in refusal.value.problems] == [("stretches/routines", wrong)]


def test_there_need_be_no_routines(root: Path) -> None:
    (root / "routines").rename(root.parent / "elsewhere")
    assert open_library(root).routines == {}
