// The edit screen of an article: its editor, its copies, who else is here, keys, and what a reader will see.
import { Copies } from "desk/copies";
import { editorOf } from "desk/editor";
import { confirmed } from "desk/dialogs";
import { choosePicture } from "desk/picking";
import { startPreview } from "desk/preview";
import { Recovery } from "desk/recovery";
import { startSchedule } from "desk/schedule";
import { Store, clockOf } from "desk/store";
import { _, fill, make } from "desk/words";

const root = document.querySelector("[data-desk]");
const form = document.querySelector("#article_form");
const data = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
const text = editorOf(form.elements.body_html);
const state = document.querySelector("[data-state]");
const others = document.querySelector("[data-others]");

const STATES = {
  offline: _("No connection. Your words are kept in this browser; leave this page open."),
  "signed-out": _("You are signed out. Your words are kept in this browser: sign in in another tab, then go on here."),
  taken: _("An editor has taken this article meanwhile. Your words are kept: ask the editor, or add them as a comment."),
  refused: _("The desk did not take this copy. Your words are kept in this browser."),
  "too-long": _("This text is too long for the desk to keep. Shorten it before you leave the page."),
};
const time = (moment) => new Date(moment).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const say = (words, isTrouble = false) => {
  state.textContent = words;
  state.classList.toggle("desk-trouble", isTrouble);
};

let preview;
let recovery;
const now = clockOf(root.dataset.now);
const copies = new Copies({
  form,
  text,
  now,
  store: new Store({ reader: root.dataset.reader, now }),
  addresses: root.dataset, // keep, leave
  key: form.elements.working_key.value,
  article: root.dataset.article || null,
  onState: (name) => say(STATES[name], true),
  onAnswer: (answer, wasChanged) => {
    if (wasChanged) say(fill(_("Kept at %(time)s"), { time: time(answer.kept_at) }));
    else if (state.classList.contains("desk-trouble")) say("");
    showMeasures(answer.measures);
    if (wasChanged) preview?.refresh();
    showOthers(answer);
    if (answer.is_closed) say(STATES.taken, true);
    recovery?.heard(answer.mine);
  },
});

const showMeasures = (measures) => {
  for (const [name, words] of Object.entries(measures ?? {})) {
    for (const place of document.querySelectorAll(`[data-measure="${name}"]`)) place.textContent = words;
  }
};

const showOthers = ({ others: here, mine, newer }) => {
  const lines = here.map(({ name, since }) =>
    fill(_("%(name)s has this article open, too, since %(time)s."), { name, time: time(since) }));
  if (copies.article && mine.length) lines.push(
    fill(_("You have this story open in another tab, since %(time)s."), { time: time(mine[0].since) }));
  if (newer) lines.push(fill(
    newer.is_mine
      ? _("You saved this article in another tab at %(time)s. When you save here, you will see both texts.")
      : _("%(name)s saved this article at %(time)s. When you save, you will see both texts."),
    { name: newer.by, time: time(newer.at) },
  ));
  const said = lines.join(" ");
  if (others.textContent === said) return;
  others.textContent = said;
  others.hidden = !lines.length;
};

// Not where the screen shows unsaved words already, after a refused save.
if (!root.dataset.bound) {
  recovery = new Recovery({ copies, root });
  recovery.show(data("desk-recovery"));
}
copies.start();
preview = startPreview(copies);
startSchedule();

// What readers will see at once is asked for twice.
const SURE = {
  _publish: [_("Publish now?"), _("Everything on the screen is saved, and readers have it at once."), _("Publish")],
  _withdraw: [_("Withdraw?"), _("Readers will find one sentence at its address, and no text."), _("Withdraw")],
};
for (const [name, words] of Object.entries(SURE)) {
  const button = document.querySelector(`[name=${name}]`);
  button?.addEventListener("click", async (event) => {
    if (button.dataset.sure) return;
    event.preventDefault();
    if (!(await confirmed(...words))) return;
    button.dataset.sure = "yes";
    button.click();
    delete button.dataset.sure;
  });
}

// A save goes out only where the desk answers: a lost session or line takes no words with it.
let isSending = false;
form.addEventListener("submit", async (event) => {
  text.write();
  if (isSending) return;
  event.preventDefault();
  const submitter = event.submitter;
  copies.isChanged = true;
  say(_("Saving"));
  if (!(await copies.keep())) return;
  isSending = true;
  copies.sent();
  form.requestSubmit(submitter);
});

addEventListener("pageshow", ({ persisted }) => {
  isSending = false;
  if (persisted) copies.start();
});

const press = (name) => document.querySelector(name)?.click();
const KEYS = {
  s: () => press("[name=_continue]"),
  p: () => press("[data-preview]"),
  Enter: () => press("[data-publish]"),
  "/": () => {
    document.querySelector("[data-insert]").scrollIntoView({ block: "nearest" });
    press("[data-insert]");
  },
};
// Under Arabic, Hebrew or Persian letters a key is known by its place.
const PLACES = { KeyS: "s", KeyP: "p", Slash: "/" };
const keyOf = ({ key, code }) => {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return name in KEYS || /^[ -~]/.test(name) ? name : PLACES[code];
};
const onKey = (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const run = KEYS[keyOf(event)];
  if (!run) return;
  event.preventDefault();
  event.stopPropagation();
  if (!document.querySelector("dialog[open]")) run();
};
// On the way down: the searches of Select2 and the text keep keys from going up. A preview is a page of its own.
document.addEventListener("keydown", onKey, true);
const frame = document.querySelector("[data-preview-panel] iframe");
frame.addEventListener("load", () => frame.contentDocument?.addEventListener("keydown", onKey, true));

// After a collision: their words into the field, or mine stay; the text is compared above it.
for (const button of document.querySelectorAll("[data-theirs]")) {
  button.addEventListener("click", () => {
    const { theirs } = button.dataset;
    const words = data("desk-theirs")[theirs];
    if (theirs === "body_html") text.set(words);
    else form.elements[theirs].value = words ?? "";
    button.replaceWith(make("span", { class: "desk-hint" }, _("Theirs is in the field now.")));
  });
}

// A picture for the head: chosen with the eyes, or uploaded, beside the field that names it.
for (const name of ["lead_picture", "cover", "share_picture"]) {
  const field = form.elements[name];
  field?.closest(".desk-field").append(make("button", {
    type: "button", class: "desk-button", "data-pick": name,
    onclick: async () => {
      const picture = await choosePicture();
      if (!picture) return;
      const value = String(picture.number);
      if (![...field.options].some((option) => option.value === value)) field.append(new Option(picture.name, value));
      field.value = value;
      window.django.jQuery(field).trigger("change"); // Select2 shows what jQuery tells it
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
  }, _("Choose or upload")));
}

// Lines that grow with what is written in them.
for (const field of form.querySelectorAll("textarea.desk-grows")) {
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };
  field.addEventListener("input", grow);
  // Beside a preview the column is narrower: the same words take more lines.
  let width;
  new ResizeObserver(() => {
    if (width === field.clientWidth) return;
    width = field.clientWidth;
    grow();
  }).observe(field);
  grow();
}
