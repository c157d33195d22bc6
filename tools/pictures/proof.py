"""Read proofs of a drawing: words that meet others, a panel that is not theirs, or the edge."""

from tools.pictures.draw import meet

EDGE = 3  # units of paper that stay bare


def faults(drawing):
    """A sentence for each thing that a reader would see as careless."""
    yield from meetings(drawing.texts)
    for words, boxes in drawing.texts:
        if any(meet(box, dot) for box in boxes for dot in drawing.dots):
            yield f"{words!r} covers a place"
    for box, own in drawing.frames:
        if any(meet(box, dot) for dot in drawing.dots):
            yield "a panel covers a place"
        for number, (words, boxes) in enumerate(drawing.texts):
            if number not in own and any(meet(box, other) for other in boxes):
                yield f"{words!r} runs into a panel"
    for words, boxes in drawing.texts:
        for left, top, right, bottom in boxes:
            if min(left, top, drawing.width - right, drawing.height - bottom) < EDGE:
                yield f"{words!r} runs off the paper"


def meetings(texts):
    for number, (words, boxes) in enumerate(texts):
        for others, their_boxes in texts[number + 1 :]:
            if any(meet(one, other) for one in boxes for other in their_boxes):
                yield f"{words!r} meets {others!r}"
