// The bar above the text: what a line is, its marks, the insert menu; in words, for hands and keyboard.
import { inTables, inserts, lines, marks } from "desk/blocks";
import { _, make } from "desk/words";

export const toolbarOf = (editor) => {
  const bar = make("div", { class: "desk-bar", role: "toolbar", "aria-label": _("Text") });
  const buttons = [];
  const button = (item, isActive = () => false) => {
    const element = make("button", {
      type: "button", title: item.label, "aria-pressed": "false", class: item.sign && `desk-sign-${item.name}`,
      onclick: () => item.run(editor),
    }, item.sign ?? item.label);
    if (item.sign) element.setAttribute("aria-label", item.label);
    buttons.push([element, isActive]);
    return element;
  };
  bar.append(
    lineOf(editor),
    ...marks.map((item) => button(item, () => editor.isActive(item.name))),
    insertMenu(editor),
    button({ label: _("Undo"), run: () => editor.chain().focus().undo().run() }),
    button({ label: _("Redo"), run: () => editor.chain().focus().redo().run() }),
  );
  const cells = make("span", { class: "desk-cells", hidden: true }, ...inTables.map((item) => button(item)));
  bar.append(cells);
  editor.on("transaction", () => {
    for (const [element, isActive] of buttons) element.setAttribute("aria-pressed", String(isActive()));
    cells.hidden = !editor.isActive("table");
  });
  return bar;
};

const lineOf = (editor) => {
  const select = make(
    "select", { class: "desk-line", "aria-label": _("This line is a"), onchange: () => lines[select.value].run(editor) },
    ...lines.map(({ label }, place) => make("option", { value: place }, label)),
  );
  editor.on("transaction", () => {
    const now = lines.findLastIndex(({ name, level }) => editor.isActive(name, level ? { level } : {}));
    select.value = String(Math.max(now, 0));
  });
  return select;
};

// A menu that opens with a click or with the shortcut; arrows move within it, Escape closes it.
const insertMenu = (editor) => {
  const list = make("div", { class: "desk-menu", popover: "auto", role: "menu", id: "desk-inserts" });
  const opener = make("button", {
    type: "button", popovertarget: "desk-inserts", "aria-haspopup": "menu", title: _("Insert (Ctrl + /)"),
    "data-insert": true,
  }, _("Insert"));
  for (const { label, run } of inserts) {
    list.append(make("button", {
      type: "button", role: "menuitem",
      onclick: () => {
        list.hidePopover();
        run(editor);
      },
    }, label));
  }
  list.addEventListener("toggle", ({ newState }) => {
    if (newState !== "open") return;
    const { left, bottom } = opener.getBoundingClientRect();
    list.style.left = `${left}px`;
    list.style.top = `${bottom + 4}px`;
    list.firstChild.focus();
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const items = [...list.children];
    items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  });
  return make("span", {}, opener, list);
};
