"""Pictures under a Gaussian blur."""

from __future__ import annotations

from math import ceil, exp
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Edge: TypeAlias = Literal["zero", "reflect"]

KERNEL_WIDTH = 3.0
"""A kernel's half width, in standard deviations."""


def blur(values: NDArray[np.bool_ | np.floating], spread: float, edge: Edge = "zero") -> NDArray[np.float32]:
    """Return the values (h, w) under a Gaussian blur with a standard deviation of `spread` pixels.

    Beyond the picture all is zero, or the picture's reflection. A spread of 0 leaves the values as they are.
    """
    blurred = values.astype(np.float32)
    if spread <= 0 or not values.size:
        return blurred
    kernel = gaussian(spread)
    reach = len(kernel) // 2
    if edge == "zero":
        # Most of a picture is empty and stays so.
        whole, blurred = blurred, np.zeros_like(blurred)
        filled = window(whole, reach)
        blurred[filled] = _blurred(whole[filled], kernel, edge)
        return blurred
    return _blurred(blurred, kernel, edge)


def window(values: NDArray[np.bool_ | np.floating], margin: int) -> tuple[slice, slice]:
    """Return rows and columns of what is not zero, with a margin as far as there is one."""
    rows, columns = (np.flatnonzero(values.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return slice(0), slice(0)
    height, width = values.shape
    return (
        slice(max(0, int(rows[0]) - margin), min(height, int(rows[-1]) + margin + 1)),
        slice(max(0, int(columns[0]) - margin), min(width, int(columns[-1]) + margin + 1)),
    )


def _blurred(values: NDArray[np.float32], kernel: list[float], edge: Edge) -> NDArray[np.float32]:
    """Return the values (h, w) under a kernel, along both axes."""
    blurred, reach = values, len(kernel) // 2
    for axis in (0, 1):
        border = [(reach, reach) if axis == side else (0, 0) for side in (0, 1)]
        padded = np.pad(blurred, border) if edge == "zero" else np.pad(blurred, border, mode="symmetric")
        blurred = _convolve(padded, kernel, axis)
    return blurred


def gaussian(spread: float) -> list[float]:
    """Return the weights of a Gaussian, odd in number and one in sum."""
    reach = max(1, ceil(KERNEL_WIDTH * spread))
    weights = [exp(-0.5 * (step / spread) ** 2) for step in range(-reach, reach + 1)]
    total = sum(weights)
    return [weight / total for weight in weights]


def _convolve(padded: NDArray[np.float32], kernel: list[float], axis: int) -> NDArray[np.float32]:
    """Return the weighted sum of as many shifted copies as the symmetric kernel has weights."""
    reach = len(kernel) // 2
    size = padded.shape[axis] - 2 * reach

    def shifted(by: int) -> NDArray[np.float32]:
        return padded[by : by + size] if axis == 0 else padded[:, by : by + size]

    total = shifted(reach) * np.float32(kernel[reach])
    for step, weight in enumerate(kernel[:reach]):
        total += (shifted(step) + shifted(2 * reach - step)) * np.float32(weight)
    return total
