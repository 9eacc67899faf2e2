"""Which picture stands for a routine."""

from __future__ import annotations

from stretchbook.render.figures.figure_set import Picture, routine_pictures

PICTURES = {name: (Picture(f"{name}.svg", name, 1, 1, (1,), ""),) for name in ("fist", "palm", "thumb")}


def shown(**routines: list[str]) -> dict[str, str]:
    return {name: picture.alternative for name, picture in routine_pictures(PICTURES, routines).items()}


def test_no_two_routines_show_the_same_picture_where_they_need_not() -> None:
    assert shown(one=["fist", "palm"], two=["fist", "thumb"]) == {"one": "fist", "two": "thumb"}


def test_the_one_with_less_to_choose_from_chooses_first() -> None:
    assert shown(long=["fist", "palm"], short=["fist"]) == {"short": "fist", "long": "palm"}


def test_where_all_are_taken_it_is_the_first_again() -> None:
    assert shown(one=["fist"], two=["fist"]) == {"one": "fist", "two": "fist"}


def test_a_routine_without_a_drawing_has_none() -> None:
    assert shown(one=["nothing drawn"], two=["nothing drawn", "palm"]) == {"two": "palm"}
