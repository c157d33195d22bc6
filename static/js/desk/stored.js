// Between the text as it is stored (docs/adr/0011) and as the editor holds it. The editor's tables
// know rows only: their caption and head are moved out on the way in, and back on the way out.

const parsed = (markup) => new DOMParser().parseFromString(markup, "text/html").body;

const renamed = (element, tag) => {
  const other = element.ownerDocument.createElement(tag);
  for (const { name, value } of element.attributes) other.setAttribute(name, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
};

const OTHER_HEADINGS = { h1: "h2", h4: "h3", h5: "h3", h6: "h3" };

// What the editor takes in: stored text, and what was pasted.
export const fromStored = (markup) => {
  const body = parsed(markup);
  for (const [theirs, ours] of Object.entries(OTHER_HEADINGS)) {
    for (const heading of body.querySelectorAll(theirs)) renamed(heading, ours);
  }
  for (const table of body.querySelectorAll("table")) takeInTable(table);
  return body.innerHTML;
};

const takeInTable = (table) => {
  let figure = table.closest("figure");
  if (!figure) {
    figure = table.ownerDocument.createElement("figure");
    table.replaceWith(figure);
    figure.append(table);
  }
  const caption = table.querySelector(":scope > caption");
  if (caption) {
    if (figure.querySelector("figcaption")) caption.remove();
    else {
      const line = renamed(caption, "figcaption");
      line.setAttribute("data-of-table", "");
      table.before(line);
    }
  }
  for (const cell of table.querySelectorAll("td, th")) oneLine(cell);
};

// Paragraphs in a cell become lines of it.
const oneLine = (cell) => {
  const blocks = [...cell.querySelectorAll("p, div")];
  for (const block of blocks) {
    if (block.nextSibling) block.after(cell.ownerDocument.createElement("br"));
    block.replaceWith(...block.childNodes);
  }
};

// What is saved: the canonical form, as far as a browser can tell; the server cleans it again.
export const toStored = (markup) => {
  const body = parsed(markup);
  for (const item of body.querySelectorAll("li")) looseItem(item);
  for (const caption of body.querySelectorAll("figcaption")) plainCaption(caption);
  for (const table of body.querySelectorAll("table")) giveBackTable(table);
  return [...body.children].map((block) => block.outerHTML).join("\n");
};

const looseItem = (item) => {
  const paragraphs = item.querySelectorAll(":scope > p");
  if (paragraphs.length === 1 && item.firstElementChild === paragraphs[0] && !item.id) {
    paragraphs[0].replaceWith(...paragraphs[0].childNodes);
  }
};

const plainCaption = (caption) => {
  const [line, ...more] = caption.children;
  if (!more.length && line?.tagName === "P" && !line.className) line.replaceWith(...line.childNodes);
  if (!caption.textContent.trim()) caption.remove();
};

const giveBackTable = (table) => {
  const { ownerDocument } = table;
  const rows = [...table.rows];
  const isHead = ({ cells }) => cells.length && cells[cells.length - 1].tagName === "TH"
    && [...cells].every((cell) => cell.tagName === "TH" || !cell.textContent.trim());
  const firstOfBody = rows.findIndex((row) => !isHead(row));
  const heads = rows.slice(0, firstOfBody < 0 ? 0 : firstOfBody);
  const body = ownerDocument.createElement("tbody");
  body.append(...rows.slice(heads.length));
  table.replaceChildren(body);
  if (heads.length) {
    const head = ownerDocument.createElement("thead");
    head.append(...heads);
    body.before(head);
  }
  giveScopes(table);
  const caption = table.closest("figure")?.querySelector("figcaption[data-of-table]");
  if (caption) {
    caption.removeAttribute("data-of-table");
    table.prepend(renamed(caption, "caption"));
  }
};

const giveScopes = (table) => {
  for (const cell of table.querySelectorAll("th")) {
    const ofColumn = cell.closest("thead") !== null;
    const scope = cell.getAttribute("scope") ?? "";
    if (!scope.startsWith(ofColumn ? "col" : "row")) {
      cell.setAttribute("scope", ofColumn ? "col" : "row");
    }
  }
};
