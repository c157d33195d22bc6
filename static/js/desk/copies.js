// What is on the screen, kept: in this browser every second, at the desk every five; offered, never forced.
import { freshToken, sendJson } from "desk/sending";
import { _, fill, make } from "desk/words";

const LOCAL_EVERY = 1000;
const DESK_EVERY = 5000;
const HERE_FOR = 7 * 24 * 3600 * 1000;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "based_on", "working_key", "_popup"]);

// {fields: {name: [values]}, labels: {name: {value: words}}}: labels, because a choice may not be on the next page.
export const valuesOf = (form) => {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_KEPT.has(name)) (fields[name] ??= []).push(value);
  }
  const labels = {};
  for (const select of form.querySelectorAll("select")) {
    for (const { value, textContent } of select.selectedOptions) {
      if (value) (labels[select.name] ??= {})[value] = textContent.trim();
    }
  }
  return { fields, labels };
};

export const putBack = (form, { fields, labels }, text) => {
  for (const [name, [wanted]] of Object.entries(fields)) if (name.endsWith("-TOTAL_FORMS")) addRows(form, name, Number(wanted));
  for (const input of form.elements) {
    if (!input.name || NOT_KEPT.has(input.name) || /-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/.test(input.name)) continue;
    const values = fields[input.name] ?? [];
    if (input.tagName === "SELECT") select(input, values, labels[input.name] ?? {});
    else if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
    else if (input.type !== "file" && input.type !== "submit" && values.length) input.value = values[0];
  }
  text.set(fields.body_html?.[0] ?? "");
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

const addRows = (form, name, wanted) => {
  const prefix = name.replace("-TOTAL_FORMS", "");
  const total = form.elements[name];
  for (let at = 0; at < 50 && total && Number(total.value) < wanted; at += 1) {
    document.querySelector(`#${prefix}-group .add-row a, #${prefix}-group [data-add-row]`)?.click();
  }
};

const select = (input, values, labels) => {
  for (const value of values) {
    if (![...input.options].some((option) => option.value === value)) input.append(new Option(labels[value] ?? value, value));
  }
  for (const option of input.options) option.selected = values.includes(option.value);
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

// [place, copy] of everything that this browser keeps under a prefix.
const keptUnder = (prefix) => {
  try {
    return Object.keys(localStorage).filter((place) => place.startsWith(prefix)).map((place) => [place, copyAt(place)]);
  } catch {
    return []; // a forbidden store
  }
};

const copyAt = (place) => {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
};

const byAge = (one, other) => (one.at < other.at ? 1 : -1);

const dropOld = () => {
  for (const [place, copy] of keptUnder("desk:")) {
    if (!(Date.now() - Date.parse(copy?.at) < HERE_FOR)) localStorage.removeItem(place);
  }
};

export class Copies {
  constructor({ form, text, address, key, article, reader, onAnswer, onState }) {
    Object.assign(this, { form, text, address, key, article, onAnswer, onState });
    this.mine = `desk:${reader}:`;
    this.place = this.mine + key;
    dropOld();
    this.isChanged = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
  }

  start() {
    this.timer = setInterval(() => this.keep(), DESK_EVERY);
    this.keep();
  }

  changed() {
    this.isChanged = true;
    this.waiting ??= setTimeout(() => this.keepHere(), LOCAL_EVERY);
  }

  keepHere() {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.text.write();
    const copy = { values: valuesOf(this.form), at: new Date().toISOString(), basedOn: this.basedOn };
    try {
      localStorage.setItem(this.place, JSON.stringify(copy));
    } catch {
      // A full or forbidden store: the desk's copy is left.
    }
  }

  get basedOn() {
    return Number(this.form.elements.based_on?.value || 0);
  }

  // The page of a new article gets another key each time it is opened: the newest of any such key.
  get here() {
    if (this.article) return copyAt(this.place);
    const found = keptUnder(`${this.mine}new:`).filter(([, copy]) => copy?.values);
    return found.map(([place, copy]) => ({ ...copy, key: place.slice(this.mine.length) })).sort(byAge)[0] ?? null;
  }

  forget(key = this.key) {
    try {
      localStorage.removeItem(this.mine + key);
    } catch {
      // A forbidden store keeps nothing.
    }
  }

  // The desk has every word: where the save fails, its copy is offered.
  sent() {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    if (!this.article) this.forget();
  }

  // True where the desk has it; else the words are in this browser only, and the state says why.
  async keep() {
    const isChanged = this.isChanged;
    if (isChanged) this.keepHere();
    this.isChanged = false;
    try {
      const answer = await this.send(isChanged);
      if (answer) this.onAnswer(answer, isChanged);
      else this.isChanged ||= isChanged;
      return Boolean(answer);
    } catch {
      this.isChanged ||= isChanged;
      this.onState("offline");
      return false;
    }
  }

  async send(isChanged) {
    const answer = await sendJson(this.address, {
      key: this.key, article: this.article, based_on: this.basedOn,
      values: isChanged ? valuesOf(this.form) : null,
    });
    if (answer.ok) return answer.json();
    if (answer.status === 413) this.onState("too-long");
    else this.onState((await freshToken()) ? "refused" : "signed-out");
    return null;
  }
}

// What may be brought back: the newer of the desk's copy and this browser's, if newer than the last save.
export const recoverable = (copies, atDesk, savedAt) => {
  const here = copies.here;
  const found = [here, atDesk].filter((copy) => copy?.values && (!savedAt || copy.at > savedAt));
  return found.sort(byAge)[0] ?? null;
};

export const offer = (copy, { back, discard }) => {
  const when = new Date(copy.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const bar = make(
    "div", { class: "desk-notice", role: "status", "data-recovery": true },
    make("p", {}, fill(_("There are words of %(when)s that were not saved."), { when })),
    make("button", { type: "button", class: "desk-button desk-main", onclick: () => (back(), bar.remove()) }, _("Bring them back")),
    make("button", { type: "button", class: "desk-button", onclick: () => (discard(), bar.remove()) }, _("Discard them")),
  );
  return bar;
};
