"""The border: what comes in becomes an array of known shape or is refused by name; what goes out cannot be changed."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from mutirao_science.errors import InputError

type Floats = npt.NDArray[np.float64]
type Integers = npt.NDArray[np.int64]
type Booleans = npt.NDArray[np.bool_]
type Singles = npt.NDArray[np.float32]
type Counts = npt.NDArray[np.int32]


def numbers(name: str, value: npt.ArrayLike, *, dimensions: int, missing: bool = False) -> Floats:
    """``value`` as an array of real numbers with so many dimensions, none of them empty; NaN only where ``missing``."""
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(name, allowed="numbers", got=type(value).__name__) from error
    if array.ndim != dimensions or 0 in array.shape:
        allowed = f"an array with {dimensions} dimension{'s' if dimensions > 1 else ''}, none empty"
        raise InputError(name, allowed=allowed, got=f"shape {array.shape}")
    if np.isinf(array).any():
        raise InputError(name, allowed="finite numbers", got="an infinite one")
    if not missing and np.isnan(array).any():
        raise InputError(name, allowed="numbers everywhere", got=f"{np.isnan(array).sum()} missing (NaN)")
    return array


def codes(name: str, value: npt.ArrayLike, *, dimensions: int) -> Integers:
    """``value`` as an array of whole numbers from 0."""
    array = np.asarray(value)
    if array.ndim != dimensions or 0 in array.shape:
        raise InputError(name, allowed=f"codes in {dimensions} dimensions, none empty", got=f"shape {array.shape}")
    if not np.issubdtype(array.dtype, np.integer):
        raise InputError(name, allowed="whole numbers", got=f"numbers of type {array.dtype}")
    if array.min() < 0:
        raise InputError(name, allowed="codes from 0", got=int(array.min()))
    return array.astype(np.int64, copy=False)


def same_shape(name: str, array: npt.NDArray[Any], *, like: tuple[int, ...]) -> None:
    if array.shape != like:
        raise InputError(name, allowed=f"shape {like}", got=f"shape {array.shape}")


def weights_of(value: npt.ArrayLike | None, n_people: int) -> Floats:
    """One weight for each person, none below 0 and not all 0; ones where none are given."""
    if value is None:
        return np.ones(n_people)
    weights = numbers("weights", value, dimensions=1)
    same_shape("weights", weights, like=(n_people,))
    if weights.min() < 0 or weights.max() == 0:
        raise InputError("weights", allowed="weights of 0 or more, not all 0", got=weights.min())
    return weights


def who_count(answers: Floats, weights: npt.ArrayLike | None) -> tuple[Floats, Floats]:
    """``answers`` (people, items) and weights of those who weigh more than 0: the others chose nothing that counts."""
    weight = weights_of(weights, len(answers))
    counts = weight > 0
    return (answers, weight) if counts.all() else (answers[counts], weight[counts])


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise InputError(name, allowed=" or ".join(allowed), got=value)
    return value


def read_only[Array: npt.NDArray[Any]](array: Array) -> Array:
    """``array``, which nobody changes any more: a result is a fact."""
    array.flags.writeable = False
    return array


def correlations(name: str, value: npt.ArrayLike, *, size: int) -> Floats:
    """``value`` as a correlation matrix of ``size`` rows: symmetric, ones on the diagonal, no direction below 0."""
    matrix = numbers(name, value, dimensions=2)
    same_shape(name, matrix, like=(size, size))
    if not np.allclose(matrix, matrix.T, rtol=0, atol=1e-10):
        raise InputError(name, allowed="a symmetric matrix", got="one that is not")
    if not np.allclose(np.diagonal(matrix), 1, rtol=0, atol=1e-10):
        raise InputError(name, allowed="ones on the diagonal", got=f"{np.diagonal(matrix).min():g}")
    smallest = float(np.linalg.eigvalsh(matrix)[0])
    if smallest < -1e-8 * size:
        raise InputError(name, allowed="a positive semidefinite matrix", got=f"an eigenvalue of {smallest:.3g}")
    return matrix


def whole_number(name: str, value: int, *, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise InputError(name, allowed=f"a whole number from {least}", got=value)
    return int(value)


def share(name: str, value: float) -> float:
    if not 0 < value < 1:
        raise InputError(name, allowed="a share above 0 and below 1", got=value)
    return float(value)


def square_root(matrix: Floats) -> Floats:
    """A root R with R R' = ``matrix``, also where the matrix has no Cholesky root because it is singular."""
    values, vectors = np.linalg.eigh(matrix)
    root: Floats = vectors * np.sqrt(np.maximum(values, 0))
    return root
