import numpy as np
import pytest

from mutirao_science import InputError, residual_correlation


def residuals(n_areas, *, seed=0, n_skills=10, shared=0.6, missing=0.0):
    random = np.random.default_rng(seed)
    values = np.sqrt(shared) * random.normal(size=(n_areas, 1))
    values = values + np.sqrt(1 - shared) * random.normal(size=(n_areas, n_skills))
    values[random.random(values.shape) < missing] = np.nan
    return values


def test_many_areas_tell_the_correlation():
    found = residual_correlation(residuals(5000))
    off = found.correlation[~np.eye(10, dtype=bool)]
    np.testing.assert_allclose(off, 0.6, atol=0.05)
    assert found.shrinkage < 0.01


def test_without_missing_cells_it_is_the_shrunk_product():
    values = residuals(100)
    length = np.sqrt((values**2).sum(axis=0))
    raw = values.T @ values / np.outer(length, length)
    found = residual_correlation(values)
    expected = (1 - found.shrinkage) * raw + found.shrinkage * np.eye(10)
    np.testing.assert_allclose(found.correlation, expected, atol=1e-12)


def test_few_areas_shrink_more():
    shrinkages = [residual_correlation(residuals(n)).shrinkage for n in (6, 30, 300)]
    assert shrinkages == sorted(shrinkages, reverse=True)


def test_nothing_shared_is_mostly_noise():
    found = residual_correlation(residuals(30, shared=0.0))
    assert found.shrinkage > 0.5
    assert np.abs(found.correlation[~np.eye(10, dtype=bool)]).max() < 0.3


@pytest.mark.parametrize("missing", [0.0, 0.5, 0.85])
@pytest.mark.parametrize("n_areas", [12, 40, 200])
def test_it_is_always_positive_definite(n_areas, missing):
    values = residuals(n_areas, n_skills=30, missing=missing)
    values[0] = 1.0  # every skill has an area
    found = residual_correlation(values)
    assert np.linalg.eigvalsh(found.correlation)[0] >= 1e-3 - 1e-9
    np.testing.assert_array_equal(np.diagonal(found.correlation), 1)
    np.testing.assert_array_equal(found.n_areas, (~np.isnan(values)).T.astype(int) @ ~np.isnan(values))


def test_pairs_that_share_too_few_areas_count_as_unrelated():
    values = residuals(100)
    values[:50, 0] = np.nan
    values[47:, 1] = np.nan
    assert residual_correlation(values).correlation[0, 1] == 0


def test_another_order_changes_nothing():
    values, order = residuals(50, missing=0.2), np.random.default_rng(1).permutation(10)
    found, mixed = residual_correlation(values), residual_correlation(values[::-1][:, order])
    np.testing.assert_allclose(mixed.correlation, found.correlation[order][:, order], atol=1e-12)


@pytest.mark.parametrize(
    "residual",
    [[1.0, 2.0], [[1.0, np.nan], [2.0, np.nan]], [[1.0, np.inf]]],
    ids=["one dimension", "empty", "infinite"],
)
def test_what_cannot_be_used_is_refused(residual):
    with pytest.raises(InputError, match="residual"):
        residual_correlation(residual)
