"""Numbers as lists of them are said."""

from __future__ import annotations

from collections.abc import Sequence


def runs_said(numbers: Sequence[int], between: str) -> list[str]:
    """Say numbers in order, three and more in a row as one, with `between` the first and the last of them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [[f"{run[0]}{between}{run[-1]}"] if len(run) > 2 else [str(number) for number in run] for run in runs]
    return [part for parts in said for part in parts]
