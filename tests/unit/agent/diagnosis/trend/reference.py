#!/usr/bin/python3
"""Prints what the tests of this folder compare with, computed in another way
than the code does it: whole sorted lists, and halving instead of formulas.

usage: reference.py

As scipy.stats.theilslopes() and scipy.stats.kendalltau() define them: all
slopes in one sorted list, ranks from the normal approximation.
"""

import math
from collections import Counter
from itertools import combinations
from statistics import fmean, median

DAYS = [0, 0.25, 0.5, 1, 1.5, 1.75, 2.25, 2.5, 3, 3.5, 4, 4.25, 5, 5.5, 6]
VALUES = [61.2, 60.9, 61.0, 59.8, 59.9, 58.7, 58.9, 44.0, 57.1, 56.6, 56.6,
          55.4, 54.3, 71.5, 52.2]
Z90 = 1.6448536269514722


def sign(value):
    return (value > 0) - (value < 0)


def deviation(values):
    middle = median(values)
    return 1.4826 * median(abs(value - middle) for value in values)


def above(days, values, per_day):
    return [value - per_day * (day - days[-1])
            for day, value in zip(days, values)]


def slope(days, values, inflation=1.0):
    pairs = list(combinations(zip(days, values), 2))
    slopes = sorted((b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs)
    n = len(values)
    variance = (n * (n - 1) * (2 * n + 5)
                - sum(ties * (ties - 1) * (2 * ties + 5)
                      for ties in Counter(values).values())) / 18
    sigma = math.sqrt(variance * inflation)
    s = sum(sign(b[1] - a[1]) for a, b in pairs)
    low = int(round((len(slopes) - Z90 * sigma) / 2)) - 1
    high = int(round((len(slopes) + Z90 * sigma) / 2))
    middle = median(slopes)
    return {"per_day": middle, "low": slopes[max(low, 0)],
            "high": slopes[min(high, len(slopes) - 1)],
            "level": median(above(days, values, middle)),
            "z": (s - sign(s)) / sigma}


def inflation(days, values):
    rest = above(days, values, slope(days, values)["per_day"])
    middle, sigma, n = median(rest), deviation(rest), len(rest)
    rest = [min(max(value, middle - 3 * sigma), middle + 3 * sigma)
            for value in rest]
    mean = fmean(rest)
    rest = [value - mean for value in rest]
    found = 1.0
    for lag in range(1, n):
        r = (sum(a * b for a, b in zip(rest, rest[lag:]))
             / sum(a * a for a in rest) + 2 * found / n)
        if r <= 2 / n or 4 * lag >= n:
            break
        found += 2 * r
    return min((n * found + 12 * 4) / (n + 12), 19)


def crossing(days, values, limit, wander=0.0):
    """The days on which the line is as far from the limit as the errors
    reach."""
    line = slope(days, values)
    n = len(days)
    per_day = line["per_day"]
    variance = deviation(above(days, values, per_day)) ** 2 * math.pi / 2
    of_slope = ((line["high"] - line["low"]) / (2 * Z90)) ** 2
    t90 = Z90 * (1 + 0.927 / (n - 2))
    centre = fmean(days) - days[-1]
    likely = (limit - line["level"]) / per_day

    def beyond(day):
        error = (variance / n + variance * (days[-1] - days[0]) / (n - 1)
                 + wander ** 2 * likely + of_slope * (day - centre) ** 2)
        return (abs(line["level"] - limit + per_day * day)
                > t90 * math.sqrt(error))

    def between(inside, outside):
        for _ in range(200):
            middle = (inside + outside) / 2
            if beyond(middle):
                outside = middle
            else:
                inside = middle
        return inside

    return {"likely": likely, "earliest": between(likely, 0),
            "latest": between(likely, 10 * likely)}


print("slope", slope(DAYS, VALUES))
print("slope, inflation 3", slope(DAYS, VALUES, 3))
print("inflation", inflation(DAYS, VALUES))
print("inflation of a wave",
      inflation(DAYS, [60 - day + 3 * math.sin(day) for day in DAYS]))
print("crossing of 5", crossing(DAYS, VALUES, 5))
print("crossing of 5, wandering", crossing(DAYS, VALUES, 5, 0.5))
print("median", median(VALUES), "sigma", deviation(VALUES))
