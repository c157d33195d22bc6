"""Charts drawn on the server from the table that stands below them: quiet SVG, classes only.

Every chart is drawn twice, for wide columns and for phones; the style sheet shows one.
"""

from articles.charts.drawing import draw

__all__ = ["draw"]
