// Cards dragged into lists: dropped before another card, or behind the last.
export const dragging = (board, onDrop) => {
  let dragged = null;

  const unmark = () => board.querySelectorAll(".is-over, .is-before").forEach((element) => element.classList.remove("is-over", "is-before"));

  const under = ({ target, clientY }) => {
    const card = target.closest?.(".front-card");
    if (!card) return null;
    const { top, height } = card.getBoundingClientRect();
    return clientY < top + height / 2 ? card : card.nextElementSibling?.closest(".front-card") ?? null;
  };

  const draggable = (element, card) => {
    element.draggable = true;
    element.addEventListener("dragstart", (event) => {
      dragged = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.headline);
      element.classList.add("is-dragged");
    });
    element.addEventListener("dragend", () => {
      dragged = null;
      element.classList.remove("is-dragged");
      unmark();
    });
    return element;
  };

  const droppable = (list) => {
    list.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      unmark();
      list.classList.add("is-over");
      under(event)?.classList.add("is-before");
    });
    list.addEventListener("dragleave", ({ relatedTarget }) => list.contains(relatedTarget) || unmark());
    list.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const before = Number(under(event)?.dataset.number) || null;
      unmark();
      if (before !== dragged.number) onDrop(dragged, list.dataset.list, before);
    });
    return list;
  };

  return { draggable, droppable };
};
