"""Linear and logistic regression: losses that are means over samples, of any number of weights.

Both have a `value` and a `gradient` over all samples or over the `rows` named, which is what a
batch needs; a `minimizer`; and, for two weights, a `loss` to draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from descent.loss import Loss
from descent.optimizer import Array


@dataclass(frozen=True, eq=False)
class LinearRegression:
    """Half the mean squared residual of a linear model: see `linear_regression`, which makes it."""

    x: Array
    y: Array
    ridge: float = 0.0

    def value(self, w: Array, rows: Any = None) -> Array:
        """Return the loss over `rows` at `w` of shape (d,); k losses if `w` is of shape (d, k)."""
        x, y = _samples(self, w, rows, most=2)
        r = (x @ w).T - y
        loss: Array = (r**2).mean(axis=-1) / 2 + self.ridge * (w**2).sum(axis=0) / 2
        return loss

    def gradient(self, w: Array, rows: Any = None) -> Array:
        """Return the gradient over `rows` at `w`, shape (d,)."""
        x, y = _samples(self, w, rows)
        r = x @ w - y
        g: Array = r @ x / len(x) + self.ridge * w
        return g

    def minimizer(self) -> Array:
        """Return the place of the minimum, shape (d,), from the normal equations.

        They say that the gradient is zero there: (X^T X / n + ridge I) w = X^T y / n. ValueError
        if columns of x depend on each other and no `ridge` settles what share each gets.
        """
        _settled(self)
        n, d = self.x.shape
        hessian = self.x.T @ self.x / n + self.ridge * np.eye(d)
        w: Array = np.linalg.solve(hessian, self.x.T @ self.y / n)
        return w

    def loss(self, start: Any = (0.0, 0.0)) -> Loss:
        """Return the landscape over two weights, for `minimize` and the plots.

        Its window is a square around the minimum with room for `start`, shape (2,). ValueError
        if there are not two weights, or no single minimum.
        """
        return _landscape("linear regression", self, start)


@dataclass(frozen=True, eq=False)
class LogisticRegression:
    """Mean cross-entropy of two classes: see `logistic_regression`, which makes it."""

    x: Array
    y: Array
    ridge: float = 0.0

    def value(self, w: Array, rows: Any = None) -> Array:
        """Return the loss over `rows` at `w` of shape (d,); k losses if `w` is of shape (d, k)."""
        x, y = _samples(self, w, rows, most=2)
        z = (x @ w).T
        # logaddexp(0, z) is log(exp(0) + exp(z)), but neither overflows nor rounds to 0.
        entropy = np.logaddexp(0, np.where(y == 1, -z, z))
        loss: Array = entropy.mean(axis=-1) + self.ridge * (w**2).sum(axis=0) / 2
        return loss

    def gradient(self, w: Array, rows: Any = None) -> Array:
        """Return the gradient over `rows` at `w`, shape (d,)."""
        x, y = _samples(self, w, rows)
        p = np.exp(-np.logaddexp(0, -x @ w))
        g: Array = (p - y) @ x / len(x) + self.ridge * w
        return g

    def minimizer(self) -> Array:
        """Return the place of the minimum, shape (d,), by Newton's method with shortened steps.

        ValueError if there is none: where a plane through the origin parts the classes without
        error, longer weights are always better, and only a `ridge` stops them; and if columns of
        x depend on each other and no `ridge` settles what share each gets.
        """
        _settled(self)
        n, d = self.x.shape
        w = np.zeros(d)
        for _ in range(100):  # ten are usual
            p = np.exp(-np.logaddexp(0, -self.x @ w))
            hessian = (p * (1 - p) * self.x.T) @ self.x / n + self.ridge * np.eye(d)
            if np.linalg.eigvalsh(hessian)[0] <= 1e-14 * (self.x**2).mean():
                break  # flat in some direction, as it is where weights run off to infinity
            g, height = self.gradient(w), self.value(w)
            step = np.linalg.solve(hessian, g)
            while self.value(w - step) > (1 + 1e-12) * height:  # rounding is no rise
                step = step / 2
            w = w - step
            if g @ step <= 1e-18 * height:  # so little was left to fall, before this step
                return w
        raise ValueError(
            "a plane parts the classes, so the loss has no minimum: give a larger ridge, "
            f"got ridge = {self.ridge}"
        )

    def loss(self, start: Any = (0.0, 0.0)) -> Loss:
        """Return the landscape over two weights; as `LinearRegression.loss`."""
        return _landscape("logistic regression", self, start)


Regression = LinearRegression | LogisticRegression


def linear_regression(x: Any, y: Any, ridge: float = 0.0) -> LinearRegression:
    """Return the loss of predicting numbers `y` by weighted sums ``x @ w``.

    Rule, with the residuals r_i = x_i . w - y_i of the n samples in question::

        L(w) = (r_1^2 + ... + r_n^2) / (2 n) + ridge |w|^2 / 2
        g(w) = (r_1 x_1 + ... + r_n x_n) / n + ridge w

    Parameters
    ----------
    x : array, shape (n, d)
        A row a sample, a column a feature; a column of ones makes an offset. Copied.
    y : array, shape (n,)
        What is to be predicted, in any unit; the loss is in its square. Copied.
    ridge : float, default 0
        Strength of the pull of all weights to zero, at least 0; in units of loss per squared w.

    Returns
    -------
    LinearRegression
        With ``value(w, rows=None)`` and ``gradient(w, rows=None)``, means over `rows` (an array
        of row numbers or a slice; all if not given), ``minimizer()`` and ``loss(start)``.

    Raises
    ------
    ValueError
        If shapes do not fit, a number is not finite or `ridge` is below 0; later, if `w` is not
        of d weights, or if `rows` names no sample or one that is not there.

    Notes
    -----
    Each sample carries the whole ridge term, so that batches of one size average to the full
    gradient. The half is a convention: without it all slopes double. scikit-learn's ``Ridge``
    takes the sum of squares, not half their mean: its ``alpha`` is n times this `ridge`.

    References
    ----------
    Legendre 1805, "Nouvelles méthodes pour la détermination des orbites des comètes", appendix.
    Hoerl and Kennard 1970, "Ridge regression", doi:10.1080/00401706.1970.10488634.

    Examples
    --------
    >>> line = linear_regression([[1, 0], [1, 1], [1, 2]], [1, 3, 5])
    >>> line.gradient(np.zeros(2))
    array([-3.        , -4.33333333])
    >>> line.gradient(np.zeros(2), rows=[0])
    array([-1.,  0.])
    >>> line.minimizer().round(12)
    array([1., 2.])
    """
    return LinearRegression(*_data(x, y, ridge))


def logistic_regression(x: Any, y: Any, ridge: float = 0.0) -> LogisticRegression:
    """Return the loss of telling class 1 from class 0 by the sign of ``x @ w``.

    Rule, with the scores z_i = x_i . w of the n samples in question, and the probabilities of
    class 1, p_i = 1 / (1 + exp(-z_i))::

        L(w) = mean of -(y_i log p_i + (1 - y_i) log(1 - p_i)) + ridge |w|^2 / 2
             = mean of log(1 + exp(-z_i if y_i = 1 else z_i)) + ridge |w|^2 / 2
        g(w) = ((p_1 - y_1) x_1 + ... + (p_n - y_n) x_n) / n + ridge w

    Parameters
    ----------
    x : array, shape (n, d)
        A row a sample, a column a feature; a column of ones makes an offset. Copied.
    y : array, shape (n,)
        The class of each sample, 0 or 1. Copied.
    ridge : float, default 0
        Strength of the pull of all weights to zero, at least 0; in units of loss per squared w.

    Returns
    -------
    LogisticRegression
        With ``value(w, rows=None)`` and ``gradient(w, rows=None)``, means over `rows` (an array
        of row numbers or a slice; all if not given), ``minimizer()`` and ``loss(start)``. The
        loss is in nats: log(2) for a guess.

    Raises
    ------
    ValueError
        If shapes do not fit, a number is not finite, a class is neither 0 nor 1 or `ridge` is
        below 0; later, if `w` is not of d weights, or if `rows` names no sample or one that is
        not there.

    Notes
    -----
    Nothing overflows: a score of 1000 on the wrong side costs 1000. scikit-learn's ``C`` is
    1 / (n ridge), and leaves its own offset alone; a column of ones here is pulled like the rest.

    References
    ----------
    Cox 1958, "The regression analysis of binary sequences",
    doi:10.1111/j.2517-6161.1958.tb00292.x.

    Examples
    --------
    >>> coin = logistic_regression([[-1.0], [1.0], [2.0]], [0, 1, 0])
    >>> float(coin.value(np.zeros(1)).round(6)), coin.gradient(np.zeros(1))
    (0.693147, array([0.]))
    """
    problem = LogisticRegression(*_data(x, y, ridge))
    odd = problem.y[(problem.y != 0) & (problem.y != 1)]
    if odd.size:
        raise ValueError(f"y must hold the classes 0 and 1, got {odd[0]}")
    return problem


def _data(x: Any, y: Any, ridge: float) -> tuple[Array, Array, float]:
    """Return copies that nobody can write to; ValueError if they do not fit."""
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    if x.ndim != 2 or 0 in x.shape:
        raise ValueError(f"x must be of shape (samples, features), got {x.shape}")
    if y.shape != x.shape[:1]:
        raise ValueError(f"y must be of shape {x.shape[:1]}, a number a row of x, got {y.shape}")
    for name, array in (("x", x), ("y", y)):
        if not np.isfinite(array).all():
            raise ValueError(f"{name} must be finite, got {array[~np.isfinite(array)][0]}")
        array.flags.writeable = False
    if not 0 <= ridge < np.inf:
        raise ValueError(f"ridge must be a finite number of at least 0, got {ridge}")
    return x, y, float(ridge)


def _samples(problem: Regression, w: Array, rows: Any, most: int = 1) -> tuple[Array, Array]:
    """Return the samples in question; ValueError if none, or if `w` has not d weights first."""
    x, y = problem.x, problem.y
    if not 1 <= np.ndim(w) <= most or len(w) != x.shape[1]:
        raise ValueError(f"w must hold {x.shape[1]} weights, got shape {np.shape(w)}")
    if rows is None:
        return x, y
    try:
        x, y = np.atleast_2d(x[rows]), np.atleast_1d(y[rows])
    except IndexError as error:
        raise ValueError(f"rows must name some of {len(x)} samples, got {rows!r}") from error
    if not len(y) or y.ndim != 1:
        raise ValueError(f"rows must be a row of at least one number, got {rows!r}")
    return x, y


def _settled(problem: Regression) -> None:
    d = problem.x.shape[1]
    if problem.ridge == 0 and np.linalg.matrix_rank(problem.x) < d:
        raise ValueError(
            f"the {d} columns of x depend on each other, so there is no single minimum: "
            "give a ridge above 0, got ridge = 0"
        )


def _landscape(name: str, problem: Regression, start: Any) -> Loss:
    start = np.array(start, dtype=float)
    if problem.x.shape[1] != 2 or start.shape != (2,):
        raise ValueError(
            f"a landscape needs two weights, got {problem.x.shape[1]} and a start of shape "
            f"{start.shape}"
        )

    def value(w: Array) -> Array:
        # Row by row of a grid: all of it at once would hold every residual of every place.
        return problem.value(w) if w.ndim < 3 else np.stack([value(r) for r in w.swapaxes(0, 1)])

    lowest = problem.minimizer()
    reach = 1.25 * float(np.abs(start - lowest).max()) or 1.0
    return Loss(
        name=name,
        value=value,
        gradient=problem.gradient,
        minima=(lowest,),
        start=start,
        window=tuple((float(middle - reach), float(middle + reach)) for middle in lowest),
    )
