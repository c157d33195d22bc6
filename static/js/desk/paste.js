// What other programs put on the clipboard, brought near to our form; the editor's schema does the rest.
import { pm } from "django-prose-editor/editor";
import { fromStored } from "desk/stored";

export const LONGEST = 1_000_000; // characters; the server refuses what is longer, too

export const tidied = (markup) => {
  const body = new DOMParser().parseFromString(markup, "text/html").body;
  for (const list of wordLists(body)) list.run();
  for (const gone of body.querySelectorAll("style, script, meta, title, o\\:p, xml")) gone.remove();
  return fromStored(body.innerHTML);
};

// Blocks on their way into a cell of a table: each becomes a line of it, and the table stays whole.
export const intoCell = (view, slice) => {
  const { schema, selection, tr } = view.state;
  const isCell = ({ type }) => type.spec.tableRole === "cell" || type.spec.tableRole === "header_cell";
  const { $from } = selection;
  if (!Array.from({ length: $from.depth + 1 }, (_level, at) => $from.node(at)).some(isCell) || slice.content.firstChild?.isInline) return false;
  const lines = [];
  slice.content.descendants((node) => {
    if (node.isTextblock && node.content.size) lines.push(...(lines.length ? [schema.nodes.hardBreak.create()] : []), ...node.content.content);
    return !node.isTextblock;
  });
  const { Fragment, Slice } = pm.model;
  view.dispatch(tr.replaceSelection(new Slice(Fragment.fromArray(lines), 0, 0)).scrollIntoView());
  return true;
};

// Word writes lists as paragraphs with a sign in front: each run of them becomes a list.
const wordLists = (body) => {
  const isItem = (element) => element?.tagName === "P" && /mso-list:\s*l\d/i.test(element.getAttribute("style") ?? "");
  return [...body.querySelectorAll("p")].filter((first) => isItem(first) && !isItem(first.previousElementSibling)).map((first) => ({
    run: () => {
      const items = [];
      for (let item = first; isItem(item); item = item.nextElementSibling) items.push(item);
      const list = body.ownerDocument.createElement(/^\s*\(?\w{1,3}[.)]/.test(first.textContent) ? "ol" : "ul");
      first.before(list);
      for (const item of items) {
        for (const sign of item.querySelectorAll("[style*='mso-list:Ignore' i]")) sign.remove();
        const entry = body.ownerDocument.createElement("li");
        entry.append(...item.childNodes);
        list.append(entry);
        item.remove();
      }
    },
  }));
};
