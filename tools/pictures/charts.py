"""The chart of a story: its figures in the form that its direction asks for."""

import re

from tools.pictures import forms
from tools.pictures.plots import Plot

HALVES = re.compile(
    r"(?P<label>.+?),? (?P<half>before|after|debt|equity|basket|fixed|energy|wires)\Z"
)
FORMS = {
    "columns": forms.columns, "bars": forms.bars, "lines": forms.lines, "steps": forms.steps, "stack": forms.stack,
    "area": forms.area, "timeline": forms.timeline, "whole": forms.whole, "waterfall": forms.waterfall, "dots": forms.dots,
}  # fmt: skip


def draw(title, data, asked):
    """A chart of {label: figure or list of figures}; without a direction, columns or bars."""
    labels, rows = rows_of(data)
    shown = asked.get("labels", {})
    labels = [shown.get(label, label) for label in labels]
    form = asked.get("form") or ("bars" if max(map(len, labels)) * len(labels) > 44 else "columns")
    plot = Plot(title, asked)
    FORMS[form](plot, labels, rows)
    return plot


def rows_of(data):
    """(labels, series): "Q1 debt" and "Q1 equity" are two series of one label."""
    halves = [HALVES.fullmatch(str(label)) for label in data]
    if all(halves) and len({half["half"] for half in halves}) == 2:
        labels = list(dict.fromkeys(half["label"] for half in halves))
        names = list(dict.fromkeys(half["half"] for half in halves))
        found = {
            (half["label"], half["half"]): value
            for half, value in zip(halves, data.values(), strict=True)
        }
        return labels, [[found.get((label, name)) for label in labels] for name in names]
    values = [value if isinstance(value, list) else [value] for value in data.values()]
    return [str(label) for label in data], [list(row) for row in zip(*values, strict=True)]
