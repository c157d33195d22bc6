"""What an import took, changed and refused: item by item, with the reason."""

import json
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Report:
    """Rows of (what happened, item, reason), and how many of each."""

    rows: list = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)

    def add(self, what, item, reason=""):
        self.rows.append((what, item, str(reason)))
        self.counts[what] += 1

    def count(self, what, number=1):
        self.counts[what] += number

    def summary(self):
        lines = [f"{number:>7}  {what}" for what, number in sorted(self.counts.items())]
        return "\n".join(lines) or "Nothing to do."

    def as_json(self):
        rows = [{"what": what, "item": item, "reason": reason} for what, item, reason in self.rows]
        return json.dumps({"counts": dict(self.counts), "rows": rows}, ensure_ascii=False, indent=1)
