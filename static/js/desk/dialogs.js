// Questions to the editor, each in a dialog of the browser's own: Escape and the focus are its work.
import { _, make } from "desk/words";

let count = 0;

// fields: [{name, label, value, type, options: [[value, label]], required, hint, refusal}]; resolves with
// {name: value}, or null where the question was given up. refusal(value): a sentence that keeps it open.
export const ask = ({ title, fields, words, done = _("Insert") }) =>
  new Promise((resolve) => {
    const number = ++count;
    const form = make("form", { method: "dialog" }, make("h2", { id: `ask-${number}` }, title));
    if (words) form.append(make("p", {}, words));
    for (const field of fields) form.append(...rowOf(field, `ask-${number}-${field.name}`));
    const give = make("button", { type: "submit", value: "done", class: "desk-button desk-main" }, done);
    const leave = make(
      "button", { type: "submit", value: "", class: "desk-button", formnovalidate: true }, _("Cancel"),
    );
    form.append(make("div", { class: "desk-buttons" }, give, fields.length ? leave : null));
    const trouble = make("p", { class: "desk-trouble", role: "alert", hidden: true });
    form.querySelector(".desk-buttons").before(trouble);
    form.addEventListener("submit", (event) => {
      if (event.submitter === leave) return;
      const refused = fields.find(({ name, refusal }) => refusal?.(form.elements[name].value));
      if (!refused) return;
      event.preventDefault();
      trouble.hidden = false;
      trouble.textContent = refused.refusal(form.elements[refused.name].value);
      form.elements[refused.name].focus();
    });
    const dialog = make("dialog", { class: "desk-dialog", "aria-labelledby": `ask-${number}` }, form);
    dialog.addEventListener("close", () => {
      const answer = dialog.returnValue === "done" ? Object.fromEntries(new FormData(form)) : null;
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });

const rowOf = ({ name, label, value = "", type = "text", options, required = false, hint }, id) => {
  const input = options
    ? make("select", { id, name }, ...options.map(([each, words]) =>
      make("option", { value: each, selected: each === value }, words)))
    : make(type === "textarea" ? "textarea" : "input", { id, name, type, required, value });
  if (type === "textarea") input.value = value;
  return [label && make("label", { for: id }, label), input, hint && make("p", { class: "desk-hint" }, hint)].filter(Boolean);
};

// One sentence that must be read, and a way on.
export const tell = (title, words) => ask({
  title,
  done: _("Go on"),
  fields: [],
  words,
});

// A yes or no before what readers will see; resolves with true or false.
export const confirmed = async (title, words, done) =>
  (await ask({ title, words, done, fields: [{ name: "sure", type: "hidden", value: "yes", label: "" }] })) !== null;

// A search whose answers are chosen from: find(words) resolves with rows, label(row) draws one.
export const choose = ({ title, placeholder, find, label, other }) =>
  new Promise((resolve) => {
    const number = ++count;
    const list = make("ul", { class: "desk-choices" });
    const input = make("input", { type: "search", placeholder, "aria-label": placeholder, autofocus: true });
    const dialog = make(
      "dialog", { class: "desk-dialog", "aria-labelledby": `ask-${number}` },
      make("h2", { id: `ask-${number}` }, title), input, list,
      make("div", { class: "desk-buttons" },
        other && make("button", { type: "button", class: "desk-button desk-main", onclick: () => elsewhere() }, other.label),
        make("button", { type: "button", class: "desk-button", onclick: () => dialog.close() }, _("Cancel"))),
    );
    let chosen = null;
    const elsewhere = () => {
      chosen = other.run(); // a promise of the choice: resolving waits for it
      dialog.close();
    };
    const show = async () => {
      const asked = input.value;
      const rows = await find(asked);
      if (asked !== input.value) return;
      list.replaceChildren(...rows.map((row) => make("li", {}, make("button", {
        type: "button",
        onclick: () => {
          chosen = row;
          dialog.close();
        },
      }, label(row)))));
      if (!rows.length) list.append(make("li", { class: "desk-hint" }, _("Nothing found. Try other words.")));
    };
    input.addEventListener("input", show);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
    show();
  });
