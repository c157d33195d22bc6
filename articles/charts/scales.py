"""From numbers to places on paper, and the round numbers between which they stand."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight way from the numbers low..high to the places start..end."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value):
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Range:
    """The ends of an axis and the step between its lines."""

    low: float
    high: float
    step: float

    @property
    def ticks(self):
        count = round((self.high - self.low) / self.step)
        return [round(self.low + i * self.step, 10) for i in range(count + 1)]


def round_range(numbers, *, lines=5, from_zero=True):
    """A range of round numbers around these."""
    low, high = min(numbers), max(numbers)
    if from_zero:
        low, high = min(low, 0), max(high, 0)
    if low == high:
        low, high = low - (0 if from_zero else 1), high + 1
    step = round_step((high - low) / lines)
    return Range(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step)


def round_step(rough):
    power = 10 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)


def apart(places, heights, *, low, high):
    """The places moved as little as needed so that things of these heights do not meet."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved, edge = list(places), low
    for i in order:
        moved[i] = max(moved[i], edge + heights[i] / 2)
        edge = moved[i] + heights[i] / 2
    edge = high
    for i in reversed(order):
        moved[i] = min(moved[i], edge - heights[i] / 2)
        edge = moved[i] - heights[i] / 2
    return moved


def piled(values):
    """[(low, high)] of each value on those before it: what is above nothing up, what is below down."""
    up = down = 0
    pile = []
    for value in values:
        value = value or 0
        if value < 0:
            pile.append((down + value, down))
            down += value
        else:
            pile.append((up, up + value))
            up += value
    return pile
