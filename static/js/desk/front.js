// The front page arranged: by drag, by buttons and by keys. What can be done is in moves.js.
import { choose } from "desk/dialogs";
import { dragging } from "desk/dragging";
import { listsOf, placeOf, put, stepped, stripMoved, takenOut, toSend } from "desk/moves";
import { offer } from "desk/offers";
import { Store, clockOf, keyUnder } from "desk/store";
import { _, fill, make } from "desk/words";

const screen = document.querySelector("[data-front]");
const given = JSON.parse(document.getElementById("front-board").textContent);
const [board, results, held, said, trouble, form] = ["board", "found", "held", "said", "trouble", "send"].map(
  (name) => screen.querySelector(`[data-${name}]`),
);
const words = document.getElementById("front-words");
const back = screen.querySelector("[data-step-back]");
const { room, regions } = given;

let { version } = given;
let count = 0;
let found = [];
let isLeaving = false;
let typedIn = null;
const past = [];
const now = clockOf(screen.dataset.now);
const store = new Store({ reader: screen.dataset.reader, now });
const copyKey = keyUnder("front:");
const keyed = (strip) => ({ ...strip, key: `strip-${++count}` });
let front = { lead: given.lead, second: given.second, strips: given.strips.map(keyed) };

// What is said and shown.

const say = (sentence) => {
  said.textContent = "";
  requestAnimationFrame(() => { said.textContent = sentence; });
};

const nameOf = (id) => {
  if (id === "lead") return _("Lead");
  if (id === "second") return _("Second row");
  const strip = front.strips.find(({ key }) => key === id);
  const region = regions.find(({ pk }) => pk === strip.region);
  return strip.title || region?.name || fill(_("Strip %(number)s"), { number: front.strips.indexOf(strip) + 1 });
};

const whereIs = (number) => {
  const { list, index } = placeOf(front, room, number);
  return fill(_("%(list)s, place %(place)s of %(room)s"), { list: nameOf(list.id), place: index + 1, room: list.room });
};

const change = (next, focus) => {
  past.push(front);
  typedIn = null;
  front = next;
  draw(focus);
};

const moved = (result, card, focus = `handle-${card.number}`) => {
  if (!result) return say(_("There is no room there. Take something out first."));
  change(result.front, focus);
  const place = fill(_("“%(headline)s”: %(place)s."), { headline: card.headline, place: whereIs(card.number) });
  const out = result.out ? fill(_(" “%(headline)s” fell out of the second row."), result.out) : "";
  return say(place + out);
};

const { draggable, droppable } = dragging(board, (card, id, before) => moved(put(front, room, card, id, before), card));

const takeOut = (card) => {
  const { list, index } = placeOf(front, room, card.number);
  const next = list.cards[index + 1] ?? list.cards[index - 1];
  change(takenOut(front, room, card.number), next ? `handle-${next.number}` : `list-${list.id}`);
  say(fill(_("“%(headline)s” was taken out."), card));
};

// Drawing: the whole board from its values; the focus stays where it was, or goes where it is told.

const draw = (focus = document.activeElement?.dataset?.focus) => {
  board.replaceChildren(...listsOf(front, room).map(partOf), addButton());
  drawFound();
  drawHeld();
  keep();
  const target = focus && document.querySelector(`[data-focus="${focus}"]`);
  const near = target?.closest(".front-card, .front-part")?.querySelector(".front-handle, input");
  (target?.disabled ? near : target)?.focus();
};

const EMPTY = {
  lead: _("Empty: the newest story with a picture leads."),
  second: _("Empty places: the newest stories with a picture."),
};

const partOf = (list) => {
  const strip = front.strips.find(({ key }) => key === list.id);
  const hint = EMPTY[list.id] ?? (strip.region ? _("Empty places: the newest of the region.") : _("Put articles here."));
  const rows = list.cards.map((card) => cardOf(card, list));
  const ghosts = list.id in EMPTY ? fillIns(list) : [];
  rows.push(...ghosts.map((card) => ghostOf(card, list)));
  if (rows.length < list.room) rows.push(make("li", { class: "front-empty" }, hint));
  const cards = make("ol", { class: "front-list", tabindex: "-1", "data-list": list.id, "data-focus": `list-${list.id}`, "aria-label": nameOf(list.id) }, ...rows);
  const head = make("div", { class: "front-part-head" }, make("h3", {}, nameOf(list.id)), ...(strip ? stripHead(strip) : []),
    make("span", { class: "front-room" }, `${list.cards.length} / ${list.room}`));
  return make("section", { class: `front-part${list.id === "lead" ? " is-lead" : ""}` }, head, droppable(cards));
};

const small = (label, attributes, long) =>
  make("button", { type: "button", class: "front-small", "aria-label": long, title: long, ...attributes }, label);

const stripHead = (strip) => {
  const index = front.strips.indexOf(strip);
  const name = { name: nameOf(strip.key) };
  const edit = (values) => {
    const next = structuredClone(front);
    Object.assign(next.strips[index], values);
    if (typedIn !== strip.key) past.push(front); // a word typed is one step, not one a letter
    typedIn = "title" in values ? strip.key : null;
    front = next;
    keep();
  };
  const title = make("input", { value: strip.title, maxlength: 60, placeholder: _("Title"), "aria-label": fill(_("Title of %(name)s"), name), dir: "auto", "data-focus": `title-${strip.key}`, oninput: ({ target }) => { edit({ title: target.value }); target.closest(".front-part").querySelector("h3").textContent = nameOf(strip.key); } });
  const region = make("select", { "aria-label": fill(_("Region of %(name)s"), name), "data-focus": `region-${strip.key}`, onchange: ({ target }) => { edit({ region: Number(target.value) || null }); draw(); } },
    make("option", { value: "" }, _("No region")),
    ...regions.map(({ pk, name: words }) => make("option", { value: pk, selected: pk === strip.region }, words)));
  const step = (by) => () => {
    change(stripMoved(front, strip.key, by), `up-${strip.key}`);
    say(fill(_("%(name)s is now strip %(number)s."), { ...name, number: index + 1 + by }));
  };
  const remove = () => {
    change({ ...front, strips: front.strips.filter(({ key }) => key !== strip.key) }, "add-strip");
    say(fill(_("%(name)s was taken out."), name));
  };
  return [title, region, make("div", { class: "front-acts" },
    small("↑", { onclick: step(-1), disabled: !index, "data-focus": `up-${strip.key}` }, fill(_("Move %(name)s up"), name)),
    small("↓", { onclick: step(1), disabled: index === front.strips.length - 1 }, fill(_("Move %(name)s down"), name)),
    small("✕", { onclick: remove }, fill(_("Take %(name)s out"), name)))];
};

const addButton = () => make("button", {
  type: "button", class: "desk-button", "data-focus": "add-strip", disabled: front.strips.length >= room.strips,
  onclick: () => {
    const strip = keyed({ title: "", region: null, articles: [] });
    change({ ...front, strips: [...front.strips, strip] }, `title-${strip.key}`);
  },
}, _("Pin a strip"));

const about = (card, note = "") => make("div", {},
  make("p", { class: "front-headline", dir: "auto" }, card.headline),
  make("p", { class: "desk-hint" }, [card.section, card.when, note].filter(Boolean).join(", "), " ",
    card.state === "live" ? null : make("span", { class: "front-warn" }, card.state === "scheduled" ? _("not live yet") : _("not live: readers do not see it"))));

const plateOf = (card) => (card.picture ? make("img", { class: "front-plate", src: card.picture, alt: "", draggable: "false", loading: "lazy" }) : make("span", { class: "front-plate" }));

// What readers get where the desk chooses nothing: the lead takes the first, the second row the next.
const fillIns = (list) => {
  const free = given.automatic.filter(({ number }) => !placeOf(front, room, number));
  const first = list.id === "second" && !front.lead.length ? 1 : 0;
  return free.slice(first, first + list.room - list.cards.length);
};

const ghostOf = (card, list) => draggable(make("li", { class: "front-card front-ghost" },
  make("span", {}), plateOf(card), about(card, _("comes by itself")),
  make("div", { class: "front-acts" }, small(_("Hold it here"), { onclick: () => moved(put(front, room, card, list.id), card) }, fill(_("Hold “%(headline)s” here: %(list)s"), { headline: card.headline, list: nameOf(list.id) })))), card);

const cardOf = (card, list) => {
  const { headline } = card;
  const step = (by) => () => moved(stepped(front, room, card.number, by), card);
  const steps = (by, focus) => () => moved(stepped(front, room, card.number, by), card, focus);
  const lead = () => moved(put(front, room, card, "lead"), card);
  const keys = { ArrowUp: step(-1), ArrowDown: step(1), Home: lead, Delete: () => takeOut(card) };
  const onkeydown = (event) => {
    if (!keys[event.key] || (event.key === "Home" && list.id === "lead")) return;
    event.preventDefault();
    keys[event.key]();
  };
  return draggable(make("li", { class: "front-card", "data-number": card.number },
    make("button", { type: "button", class: "front-handle", "data-focus": `handle-${card.number}`, "aria-label": fill(_("Move “%(headline)s”"), { headline }), "aria-describedby": "front-keys", onkeydown }, "⠿"),
    plateOf(card), about(card),
    make("div", { class: "front-acts" },
      list.id === "lead" ? null : small(_("Lead"), { onclick: lead }, fill(_("Make “%(headline)s” the lead"), { headline })),
      small("↑", { onclick: steps(-1, `up-${card.number}`), "data-focus": `up-${card.number}`, disabled: list.id === "lead" }, fill(_("Move “%(headline)s” up"), { headline })),
      small("↓", { onclick: steps(1, `down-${card.number}`), "data-focus": `down-${card.number}` }, fill(_("Move “%(headline)s” down"), { headline })),
      small("✕", { onclick: () => takeOut(card) }, fill(_("Take “%(headline)s” out"), { headline })))), card);
};

// The finder.

const answerOf = async (query) => {
  const answer = await fetch(`${screen.dataset.articles}?q=${encodeURIComponent(query)}`, { redirect: "manual" });
  return answer.ok ? (await answer.json()).results : [];
};

const find = async () => {
  const asked = words.value;
  const rows = await answerOf(asked).catch(() => []);
  if (asked !== words.value) return;
  found = rows;
  drawFound();
};

// A story beside the board: with a button for each part, or with the place where it stands.
const besideOf = (card, focus) => {
  const acts = placeOf(front, room, card.number) ? [make("span", { class: "desk-hint" }, whereIs(card.number))]
    : listsOf(front, room).map(({ id }) => small(nameOf(id), { onclick: () => moved(put(front, room, card, id), card, focus) },
      fill(_("Put “%(headline)s” here: %(list)s"), { headline: card.headline, list: nameOf(id) })));
  return draggable(make("li", { class: "front-card" }, plateOf(card), about(card), make("div", { class: "front-acts" }, ...acts)), card);
};

// The story that its edit screen sent here.
const drawHeld = () => {
  if (!given.held) return;
  held.querySelector("h3").textContent = placeOf(front, room, given.held.number) ? _("Placed") : _("To be placed");
  held.querySelector("ul").replaceChildren(besideOf(given.held));
};

const drawFound = () => {
  const rows = found.map((card) => besideOf(card, "front-words"));
  results.replaceChildren(...rows);
  if (!rows.length) results.append(make("li", { class: "desk-hint" }, _("Nothing found. Try other words.")));
};

// Saving, looking, stepping back.

const start = () => {
  const { value } = form.elements.start;
  return value === "later" ? form.elements.when.value || "?" : "";
};

const tell = (sentence, ...more) => {
  trouble.replaceChildren(make("span", {}, sentence), ...more);
  trouble.hidden = !sentence;
  if (sentence) trouble.scrollIntoView({ block: "nearest" });
};

// A session that ended and came back in another tab has another token.
const token = async () => {
  const answer = await fetch(screen.dataset.token, { redirect: "manual" });
  if (!answer.ok) throw new Error(_("You were signed out. Sign in again in another tab, then save: everything is still here."));
  return (await answer.json()).token;
};

const send = async () => {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": await token() };
  const body = JSON.stringify({ version, when: start(), arrangement: toSend(front) });
  const answer = await fetch(screen.dataset.save, { method: "POST", redirect: "manual", headers, body });
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  const json = isJson ? await answer.json() : {};
  if (answer.ok) return leave(json.url);
  if (answer.status === 409) return collide(json);
  throw new Error(json.error ?? _("The desk did not take it. Everything is still here; please try again."));
};

const leave = (url) => {
  isLeaving = true;
  store.drop(copyKey);
  location.assign(url);
};

const collide = ({ error, version: newest, theirs }) => {
  const again = () => {
    version = newest;
    save();
  };
  tell(error, make("a", { class: "desk-button", href: theirs, target: "_blank" }, _("Look at theirs")),
    make("button", { type: "button", class: "desk-button", onclick: again }, _("Save mine all the same")));
};

const save = async () => {
  const button = screen.querySelector("[data-save-now]");
  button.disabled = true;
  tell("");
  try {
    await send();
  } catch (error) {
    const isLost = error instanceof TypeError;
    tell(isLost ? _("No connection. Everything is still here; please save again later.") : error.message);
  }
  button.disabled = false;
};

const stepBack = () => {
  if (!past.length) return say(_("There is no step to undo."));
  front = past.pop();
  typedIn = null;
  draw();
  return say(_("The last step was undone."));
};

// The board is kept in this browser while it is unsaved; after a crash it is offered, never forced.

const copyOf = () => ({ values: { front, when: start() }, at: now(), based_on: version });

const sameAs = (values) => JSON.stringify([toSend(values.front), values.when]);

const keep = () => (past.length ? store.put(copyKey, copyOf()) : store.drop(copyKey));

// What was arranged here before another board comes back becomes one more that is offered.
const setAside = () => {
  if (!past.length) return;
  const copy = { ...copyOf(), key: keyUnder("front:") };
  store.put(copy.key, copy);
  offerCopy(copy);
};

const bringBack = ({ key, values, based_on: basedOn }) => {
  setAside();
  version = basedOn; // what others saved since is shown before it is replaced
  if (values.when) schedule(values.when);
  change({ ...values.front, strips: values.front.strips.map(keyed) });
  store.drop(key);
  say(_("They are back on the board, and not saved yet."));
};

const offerCopy = (copy) => offer(copy, {
  above: trouble,
  asks: _("There are changes of %(when)s that were not saved."),
  warns: copy.based_on !== given.version && _("The front page was saved since they were begun: when you save, you are told who did it."),
  back: bringBack,
  discard: ({ key }) => store.drop(key),
});

// What stands on a living screen is looked at again once that screen is gone.
const lookFor = async ({ key }) => {
  await store.gone(key);
  const [copy] = store.under(key);
  if (!copy) return;
  if (sameAs(copy.values) === asOpened) store.drop(key);
  else offerCopy(copy);
};

const schedule = (when) => {
  form.elements.start.value = "later";
  if (when !== "?") form.elements.when.value = when;
};

screen.querySelector("[data-save-now]")?.addEventListener("click", save);
back.addEventListener("click", stepBack);
form.addEventListener("submit", () => {
  form.elements.arrangement.value = JSON.stringify(toSend(front));
  form.elements.when.disabled = form.elements.start.value === "now";
  setTimeout(() => { form.elements.when.disabled = false; });
});
form.elements.when.addEventListener("input", () => { form.elements.start.value = "later"; });
form.addEventListener("input", keep);
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea, select")) return;
  if (event.key !== "z") return;
  event.preventDefault();
  stepBack();
});
addEventListener("beforeunload", (event) => { if (past.length && !isLeaving) event.preventDefault(); });

let wait;
words.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(find, 200);
});
words.dataset.focus = "front-words";
if (given.when) schedule(given.when);
const asOpened = sameAs({ front, when: start() });
store.under("front:").forEach(lookFor);
store.hold(copyKey);
draw();
find();
held?.querySelector("button")?.focus();

// The bar of breaking news leads to an article that is chosen, not typed.
document.querySelector("[data-link]")?.addEventListener("click", async () => {
  const news = document.querySelector("[data-news]");
  const card = await choose({ title: _("Link an article"), placeholder: _("Words of the headline"), find: answerOf, label: (card) => about(card),
    other: { label: _("No article"), run: () => ({ number: "", headline: "" }) } });
  if (!card) return;
  news.elements.article.value = card.number;
  news.querySelector("[data-linked]").textContent = card.headline;
});
