// An arrangement of the front and what can be done to it: plain values in, plain values out.
// {lead: [card], second: [cards], strips: [{key, title, region, articles: [cards]}]}

export const listsOf = (front, room) => [
  { id: "lead", room: 1, cards: front.lead },
  { id: "second", room: room.second, cards: front.second },
  ...front.strips.map((strip) => ({ id: strip.key, room: room.strip, cards: strip.articles })),
];

const at = (lists, number) => {
  for (const list of lists) {
    const index = list.cards.findIndex((card) => card.number === number);
    if (index >= 0) return { list, index };
  }
  return null;
};

export const placeOf = (front, room, number) => at(listsOf(front, room), number);

// Puts a card into a list, before another card or at its end. A new lead takes the old one's place:
// that goes where the new one came from, or to the head of the second row, whose last may fall out.
// {front, out} or, where there is no room, null.
export const put = (front, room, card, id, before = null) => {
  const next = structuredClone(front);
  const lists = listsOf(next, room);
  const from = at(lists, card.number);
  if (from) from.list.cards.splice(from.index, 1);
  const target = lists.find((list) => list.id === id);
  if (id !== "lead" && target.cards.length >= target.room) return null;
  const index = target.cards.findIndex(({ number }) => number === before);
  const [old] = id === "lead" ? target.cards.splice(0, 1) : [];
  target.cards.splice(index < 0 ? target.cards.length : index, 0, card);
  return { front: next, out: old ? stepDown(lists, old, from) : null };
};

const stepDown = ([, second], old, from) => {
  if (from && from.list.id !== "lead") from.list.cards.splice(from.index, 0, old);
  else second.cards.unshift(old);
  return second.cards.length > second.room ? second.cards.pop() : null;
};

export const takenOut = (front, room, number) => {
  const next = structuredClone(front);
  const place = placeOf(next, room, number);
  place?.list.cards.splice(place.index, 1);
  return next;
};

// One step up or down: past its neighbour, or into the next list that has room.
export const stepped = (front, room, number, step) => {
  const lists = listsOf(front, room);
  const { list, index } = at(lists, number);
  const card = list.cards[index];
  if (list.cards[index + step]) {
    const next = structuredClone(front);
    const { cards } = at(listsOf(next, room), number).list;
    [cards[index], cards[index + step]] = [cards[index + step], cards[index]];
    return { front: next, out: null };
  }
  for (let place = lists.indexOf(list) + step; lists[place]; place += step) {
    const { id, room: most, cards } = lists[place];
    if (id === "lead" || cards.length < most) return put(front, room, card, id, step > 0 ? cards[0]?.number : null);
  }
  return null;
};

export const stripMoved = (front, key, step) => {
  const next = structuredClone(front);
  const index = next.strips.findIndex((strip) => strip.key === key);
  const [strip] = next.strips.splice(index, 1);
  next.strips.splice(index + step, 0, strip);
  return next;
};

// As the desk's server reads it.
export const toSend = ({ lead, second, strips }) => ({
  lead: lead[0]?.number ?? null,
  second_row: second.map(({ number }) => number),
  strips: strips.map(({ title, region, articles }) => ({ title, region, articles: articles.map(({ number }) => number) })),
});
