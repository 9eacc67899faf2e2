"""That the bench still measures; what it measures is nobody's test."""

from __future__ import annotations

from bench import fewest, measure, measure_figures


def test_the_bench_builds_both_sites_and_gives_their_ratio() -> None:
    said: list[str] = []
    assert measure(fewest(), 1, said.append) > 0
    assert said[0].startswith(f"{fewest()} stretches, ")
    assert "ratio" in said[-1]


def test_the_bench_draws_the_figures_and_gives_their_ratio() -> None:
    said: list[str] = []
    assert measure_figures(1, said.append) > 0
    assert "frames of figures" in said[0]
    assert "ratio" in said[-1]
