"""Right answers to the assignment on training a network, as people write them."""

from __future__ import annotations

import statistics
from bisect import bisect_left
from itertools import pairwise
from math import exp, log, sqrt
from typing import Any

import numpy as np

from course.questions.settings.trained_runs import TROUBLES, verdict
from solutions import chance_losses, finer_rates, paired_difference, relative_error, training_run
from tests.course.right import styles


def error_by_loop(g: Any, measured: Any) -> float:
    worst = 0.0
    for a, b in zip(np.ravel(g), np.ravel(measured), strict=True):
        if a != b:
            worst = max(worst, abs(a - b) / max(abs(a), abs(b)))
    return worst


def error_with_where(g: Any, measured: Any) -> Any:
    larger = np.maximum(abs(g), abs(measured))
    return np.divide(abs(g - measured), larger, out=np.zeros(g.shape), where=larger != 0).max()


def error_without_nan(g: Any, measured: Any) -> Any:
    with np.errstate(invalid="ignore"):
        return np.nanmax(np.append(abs(g - measured) / np.max([abs(g), abs(measured)], axis=0), 0))


def error_of_those_that_differ(g: Any, measured: Any) -> Any:
    apart = g != measured
    a, b = np.abs(g[apart]), np.abs(measured[apart])
    return np.max(np.abs(g - measured)[apart] / np.where(a > b, a, b), initial=0)


def error_with_a_floor(g: Any, measured: Any) -> Any:
    return np.max(np.abs(g - measured) / np.maximum(np.maximum(abs(g), abs(measured)), 1e-300))


def chance_by_logarithms(counts: Any) -> Any:
    total = sum(counts)
    return log(len(counts)), sum(n * log(total / n) for n in counts) / total


def chance_by_guesses(counts: Any) -> Any:
    return [-np.average(np.log(p), weights=counts)
            for p in (np.full(len(counts), 1 / len(counts)), counts / np.sum(counts))]  # fmt: skip


def chance_by_samples(counts: Any) -> Any:
    labels = np.repeat(np.arange(counts.size), counts)
    share = np.bincount(labels) / labels.size
    return np.array([np.log(counts.size), -np.log(share[labels]).mean()])


def chance_by_a_dot(counts: Any) -> Any:
    share = counts / counts.sum()
    return -np.log(1 / counts.shape[0]), -(share @ np.log(share))


def chance_by_base_two(counts: Any) -> Any:
    share = counts / counts.sum()
    bits = np.log2(len(counts)), -(share * np.log2(share)).sum()
    return tuple(number * np.log(2) for number in bits)


def run_with_a_closure(rule: Any, network: Any, w: Any, x: Any, y: Any, batches: Any) -> Any:
    rows = None

    def slope(at: Any) -> Any:
        return network.gradient(at, x[rows], y[rows])

    state = rule.init(w)
    places = np.empty((len(list(batches)) + 1, len(w)))
    places[0] = w
    for k, rows in enumerate(batches):  # noqa: B007 - the closure reads it
        places[k + 1], state = rule.step(places[k], slope, state)
    return places


def run_over_copies(rule: Any, network: Any, w: Any, x: Any, y: Any, batches: Any) -> Any:
    state, places = rule.init(w), [w.copy()]
    for rows in batches:
        images, labels = np.take(x, rows, axis=0), np.take(y, rows)

        def slope(at: Any, images: Any = images, labels: Any = labels) -> Any:
            return network.gradient(at, images, labels)

        w, state = rule.step(w, slope, state)
        places.append(w.copy())
    return np.stack(places)


def run_by_yielding(rule: Any, network: Any, w: Any, x: Any, y: Any, batches: Any) -> Any:
    yield w
    state = rule.init(w)
    for rows in batches:
        grad = lambda at, rows=rows: network.gradient(at, x[rows], y[rows])  # noqa: E731
        w, state = rule.step(w, grad, state)
        yield w


def run_by_recursion(rule: Any, network: Any, w: Any, x: Any, y: Any, batches: Any) -> Any:
    def rest(w: Any, state: Any, left: Any) -> Any:
        if not left:
            return [w.tolist()]
        rows = left[0]
        after = rule.step(w, lambda at: network.gradient(at, x[rows], y[rows]), state)
        return [w.tolist(), *rest(*after, left[1:])]

    return rest(w, rule.init(w), list(batches))


def run_by_the_mean_of_rows(rule: Any, network: Any, w: Any, x: Any, y: Any, batches: Any) -> Any:
    """The gradient of each row by itself, and their mean."""

    def slope(at: Any, rows: Any) -> Any:
        return np.mean([network.gradient(at, x[[i]], y[[i]]) for i in rows], axis=0)

    state, places = rule.init(w), [w]
    for rows in batches:
        w, state = rule.step(w, lambda at, rows=rows: slope(at, rows), state)
        places += [w]
    return places


def run_in_single(rule: Any, network: Any, w: Any, x: Any, y: Any, batches: Any) -> Any:
    return training_run(rule, network, w, x, y, list(batches)).astype(np.float32)


def finer_by_padding(rates: Any, losses: Any, count: int) -> Any:
    padded = np.r_[rates[0] * rates[0] / rates[1], rates, rates[-1] * rates[-1] / rates[-2]]
    best = losses.mean(axis=1).argmin()
    return np.geomspace(padded[best], padded[best + 2], num=count)


def finer_by_logarithms(rates: Any, losses: Any, count: int) -> Any:
    logs = np.log10(rates)
    best = min(range(len(rates)), key=lambda i: sum(losses[i]))
    low = logs[best - 1] if best else 2 * logs[0] - logs[1]
    high = logs[best + 1] if best < len(logs) - 1 else 2 * logs[-1] - logs[-2]
    return np.logspace(low, high, count)


def finer_by_powers(rates: Any, losses: Any, count: int) -> Any:
    means = [statistics.fmean(row) for row in losses]
    best, last = means.index(min(means)), len(means) - 1
    below = rates[best] / (rates[best] / rates[best - 1] if best else rates[1] / rates[0])
    above = rates[best] * (rates[min(best, last - 1) + 1] / rates[min(best, last - 1)])
    return [below * (above / below) ** (k / (count - 1)) for k in range(count)]


def finer_by_multiplying(rates: Any, losses: Any, count: int) -> Any:
    known = dict(zip(rates.tolist(), np.average(losses, axis=1).tolist(), strict=True))
    best = min(known, key=lambda rate: known[rate])
    place = bisect_left(rates, best)
    factors = [b / a for a, b in pairwise(rates)]
    low = best / factors[max(place - 1, 0)]
    high = best * factors[min(place, len(factors) - 1)]
    factor, found = exp(log(high / low) / (count - 1)), [low]
    while len(found) < count:
        found.append(found[-1] * factor)
    return tuple(found)


def finer_by_sorting(rates: Any, losses: Any, count: int) -> Any:
    best = np.argsort(losses.sum(axis=1), kind="stable")[0]
    if best == 0:
        ends = [rates[0] / (rates[1] / rates[0]), rates[1]]
    elif best == len(rates) - 1:
        ends = [rates[-2], rates[-1] * (rates[-1] / rates[-2])]
    else:
        ends = [rates[best - 1], rates[best + 1]]
    return np.exp(np.linspace(*np.log(ends), count))


def paired_by_statistics(first: Any, second: Any) -> Any:
    apart = [a - b for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    return statistics.mean(apart), statistics.stdev(apart) / sqrt(len(apart))


def paired_by_variance(first: Any, second: Any) -> Any:
    d = first - second
    return d.mean(), np.sqrt(d.var(ddof=1) / d.size)


def paired_by_sums(first: Any, second: Any) -> Any:
    d, n = first - second, len(first)
    mean = sum(d) / n
    return [mean, (sum((x - mean) ** 2 for x in d) / (n - 1) / n) ** 0.5]


def paired_by_covariance(first: Any, second: Any) -> Any:
    (a, c), (_, b) = np.cov(first, second)
    return first.mean() - second.mean(), np.sqrt((a + b - 2 * c) / len(first))


def paired_by_norm(first: Any, second: Any) -> Any:
    d = np.subtract(first, second)
    n = np.size(d)
    return np.array([d.mean(), np.linalg.norm(d - d.mean()) / np.sqrt(n * (n - 1))])


RIGHT: dict[str, list[Any]] = {
    "relative_error": [
        error_by_loop,
        error_with_where,
        error_without_nan,
        error_of_those_that_differ,
        error_with_a_floor,
        lambda g, measured: np.float32(relative_error(g, measured)),
    ],
    "chance_losses": [
        chance_by_logarithms,
        chance_by_guesses,
        chance_by_samples,
        chance_by_a_dot,
        chance_by_base_two,
        lambda counts: np.float32(chance_losses(counts)),
    ],
    "training_run": [
        run_with_a_closure,
        run_over_copies,
        run_by_yielding,
        run_by_recursion,
        run_by_the_mean_of_rows,
        run_in_single,
    ],
    "finer_rates": [
        finer_by_padding,
        finer_by_logarithms,
        finer_by_powers,
        finer_by_multiplying,
        finer_by_sorting,
        lambda rates, losses, count: finer_rates(rates, losses, count).astype(np.float32),
    ],
    "which_trouble": styles.choices(TROUBLES),
    "paired_difference": [
        paired_by_statistics,
        paired_by_variance,
        paired_by_sums,
        paired_by_covariance,
        paired_by_norm,
        lambda first, second: np.float32(paired_difference(first, second)),
    ],
    "network_verdict": [styles.Late(form, verdict) for form in styles.CHOICE],
}
