#!/usr/bin/python3
"""Prints what the tests of this folder compare with, computed by numpy in
another way than the code does it.

usage: reference.py      (needs Debian's python3-numpy)

As scipy.stats.theilslopes() and scipy.stats.kendalltau() define them: all
slopes in one sorted list, ranks from the normal approximation.
"""

import numpy as np

DAYS = np.array([0, 0.25, 0.5, 1, 1.5, 1.75, 2.25, 2.5, 3, 3.5, 4, 4.25, 5,
                 5.5, 6])
VALUES = np.array([61.2, 60.9, 61.0, 59.8, 59.9, 58.7, 58.9, 44.0, 57.1, 56.6,
                   56.6, 55.4, 54.3, 71.5, 52.2])


def slope(days, values, inflation=1.0, z90=1.6448536269514722):
    i, j = np.triu_indices(len(days), 1)
    rise = values[j] - values[i]
    slopes = np.sort(rise / (days[j] - days[i]))
    n = len(values)
    _, ties = np.unique(values, return_counts=True)
    variance = (n * (n - 1) * (2 * n + 5)
                - np.sum(ties * (ties - 1) * (2 * ties + 5))) / 18
    sigma = np.sqrt(variance * inflation)
    s = np.sum(np.sign(rise))
    low = int(round((len(slopes) - z90 * sigma) / 2)) - 1
    high = int(round((len(slopes) + z90 * sigma) / 2))
    median = np.median(slopes)
    return {"per_day": median, "low": slopes[max(low, 0)],
            "high": slopes[min(high, len(slopes) - 1)],
            "level": np.median(values - median * (days - days[-1])),
            "z": (s - np.sign(s)) / sigma}


def inflation(days, values):
    rest = values - slope(days, values)["per_day"] * (days - days[-1])
    middle = np.median(rest)
    sigma = 1.4826 * np.median(np.abs(rest - middle))
    rest = np.clip(rest, middle - 3 * sigma, middle + 3 * sigma)
    rest = rest - np.mean(rest)
    r = np.clip(np.sum(rest[1:] * rest[:-1]) / np.sum(rest ** 2), 0, 0.9)
    return (1 + r) / (1 - r)


print("slope", slope(DAYS, VALUES))
print("slope, inflation 3", slope(DAYS, VALUES, 3))
print("inflation", inflation(DAYS, VALUES))
print("inflation of a wave", inflation(DAYS, 60 - DAYS + 3 * np.sin(DAYS)))
print("median", np.median(VALUES), "sigma",
      1.4826 * np.median(np.abs(VALUES - np.median(VALUES))))
