// The blocks and marks of an article's text, as docs/adr/0011 names them. Each is read from the
// stored form and written back to it; tests/journeys/test_desk.py sends all of them round ten times.
import {
  Bold, BulletList, Code, Document, Dropcursor, Gapcursor, HardBreak, Heading, History, Italic,
  ListItem, Mark, Node, NoSpellCheck, OrderedList, Paragraph, Placeholder, Subscript, Superscript,
  Table, TableCell, TableHeader, TableRow, Text, mergeAttributes,
} from "django-prose-editor/editor";
import { figureView } from "desk/figures";
import { _ } from "desk/words";

// An attribute that stands in the markup under this name.
const kept = (name, fallback = null) => ({
  default: fallback,
  parseHTML: (element) => element.getAttribute(name) ?? fallback,
  renderHTML: (attributes) => (attributes[camel(name)] == null ? {} : { [name]: attributes[camel(name)] }),
});
const camel = (name) => name.replace(/^data-/, "").replace(/-(\w)/g, (_match, letter) => letter.toUpperCase());
const keeping = (...names) => Object.fromEntries(names.map((name) => [camel(name), kept(name)]));

// A yes or no that stands in the markup as a class.
const classed = (name) => ({
  default: false,
  parseHTML: (element) => element.classList.contains(name),
  renderHTML: () => ({}),
});

// Ctrl+Enter publishes.
const lineBreak = HardBreak.extend({
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.setHardBreak() };
  },
});

const heading = Heading.extend({
  addAttributes() {
    return { ...this.parent?.(), ...keeping("id") };
  },
}).configure({ levels: [2, 3] });

const listItem = ListItem.extend({
  addAttributes() {
    return keeping("id", "value");
  },
});

const orderedList = OrderedList.extend({
  addAttributes() {
    return keeping("start");
  },
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
  addNodeView: null,
}).configure({ enableListAttributes: false });

const paywallLine = Node.create({
  name: "paywallLine",
  group: "block",
  atom: true,
  draggable: true,
  parseHTML: () => [{ tag: "hr.paywall" }],
  renderHTML: () => ["hr", { class: "paywall" }],
  addNodeView: () => () => {
    const dom = document.createElement("div");
    dom.className = "desk-paywall";
    dom.textContent = _("Paywall line: everybody reads what stands above");
    return { dom };
  },
});

const quote = Node.create({
  name: "quote",
  group: "block",
  content: "(paragraph | bulletList | orderedList)+ cite?",
  defining: true,
  addAttributes: () => ({ pull: classed("pull") }),
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ node }) => ["blockquote", node.attrs.pull ? { class: "pull" } : {}, 0],
});

const cite = Node.create({
  name: "cite",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "cite", context: "quote/" }],
  renderHTML: () => ["cite", 0],
});

const keyPoints = Node.create({
  name: "keyPoints",
  group: "block",
  content: "(paragraph | heading | bulletList | orderedList)+",
  isolating: true,
  parseHTML: () => [{ tag: "aside.keypoints" }],
  renderHTML: () => ["aside", { class: "keypoints" }, 0],
});

const footnotes = Node.create({
  name: "footnotes",
  group: "block",
  content: "(paragraph | heading)* orderedList",
  isolating: true,
  parseHTML: () => [{ tag: "section.footnotes" }],
  renderHTML: () => ["section", { class: "footnotes" }, 0],
});

const noteMark = Node.create({
  name: "noteMark",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ note: { default: "" }, mark: { default: "" }, label: { default: "" } }),
  parseHTML: () => [{
    tag: "sup.fnref",
    priority: 100,
    getAttrs: (element) => {
      const link = element.querySelector("a[href^='#']");
      return link ? { note: link.getAttribute("href").slice(1), mark: link.id, label: link.textContent } : false;
    },
  }],
  renderHTML: ({ node: { attrs } }) => [
    "sup", { class: "fnref" }, ["a", { href: `#${attrs.note}`, ...(attrs.mark && { id: attrs.mark }) }, attrs.label],
  ],
});

// Pictures, charts, tables and embeds: what it shows, its words, its figures, whose it is.
const figure = Node.create({
  name: "figure",
  group: "block",
  content: "figureCaption? table? figureCredit?",
  isolating: true,
  draggable: true,
  addAttributes: () => keeping("data-picture", "data-chart", "data-embed"),
  parseHTML: () => [{ tag: "figure", priority: 100 }],
  renderHTML: ({ node: { attrs }, HTMLAttributes }) => [
    "figure", mergeAttributes({ class: figureClass(attrs) }, HTMLAttributes), 0,
  ],
  addNodeView: () => figureView,
});

const figureClass = ({ picture, chart, embed }) =>
  picture ? "plate" : chart ? "fig chart" : embed ? "embed" : "fig table";

const figureCaption = Node.create({
  name: "figureCaption",
  content: "captionLine+",
  addAttributes: () => ({
    ofTable: {
      default: false,
      parseHTML: (element) => element.hasAttribute("data-of-table"),
      renderHTML: ({ ofTable }) => (ofTable ? { "data-of-table": "" } : {}),
    },
  }),
  parseHTML: () => [{ tag: "figcaption", context: "figure/" }],
  renderHTML: ({ HTMLAttributes }) => ["figcaption", HTMLAttributes, 0],
});

const CAPTION_LINES = ["fig-hed", "fig-sub", "credit"];
const captionLine = Node.create({
  name: "captionLine",
  content: "inline*",
  addAttributes: () => ({
    kind: {
      default: null,
      parseHTML: (element) => CAPTION_LINES.find((name) => element.classList.contains(name)) ?? null,
      renderHTML: ({ kind }) => (kind ? { class: kind } : {}),
    },
  }),
  parseHTML: () => [{ tag: "p", context: "figureCaption/", priority: 100 }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
});

const figureCredit = Node.create({
  name: "figureCredit",
  content: "inline*",
  parseHTML: () => [{ tag: "p.credit", context: "figure/", priority: 100 }],
  renderHTML: () => ["p", { class: "credit" }, 0],
});

const spanning = Object.fromEntries(["colspan", "rowspan"].map((name) => [name, {
  default: 1,
  parseHTML: (element) => Number.parseInt(element.getAttribute(name), 10) || 1,
  renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
}]));
const numbers = {
  default: false,
  parseHTML: (element) => element.classList.contains("n"),
  renderHTML: ({ numbers: yes }) => (yes ? { class: "n" } : {}),
};
// prosemirror-tables asks for it; nothing of ours has a width in pixels.
const colwidth = { default: null, parseHTML: () => null, renderHTML: () => ({}) };

const table = Table.extend({ group: "", addNodeView: null }).configure({ resizable: false });
const cell = TableCell.extend({
  content: "inline*",
  addAttributes: () => ({ ...spanning, colwidth, numbers }),
});
const headCell = TableHeader.extend({
  content: "inline*",
  addAttributes: () => ({ ...spanning, colwidth, ...keeping("scope", "data-country"), numbers }),
});

const linked = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => keeping("href", "hreflang", "id"),
  parseHTML: () => [{
    tag: "a[href]:not(.author)",
    getAttrs: (element) => /^(https?:|mailto:|[/#?])/i.test(element.getAttribute("href")) && null,
  }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

const author = Mark.create({
  name: "author",
  priority: 990,
  inclusive: false,
  addAttributes: () => keeping("data-author"),
  parseHTML: () => [{ tag: "a.author[data-author]", priority: 100 }],
  renderHTML: ({ HTMLAttributes }) => ["a", mergeAttributes({ class: "author" }, HTMLAttributes), 0],
});

const span = (name, priority) => Mark.create({
  name,
  priority,
  inclusive: false,
  parseHTML: () => [{ tag: `span.${name.toLowerCase()}` }],
  renderHTML: () => ["span", { class: name.toLowerCase() }, 0],
});
const runIn = span("runIn", 980);
const num = span("num", 880);
const credit = span("credit", 870);

// Words in another language or direction.
const foreign = (name, tag, priority) => Mark.create({
  name,
  priority,
  addAttributes: () => keeping("lang", "dir"),
  parseHTML: () => [{ tag: tag === "bdi" ? "bdi" : `${tag}[lang], ${tag}[dir]` }],
  renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
});
const abbreviation = Mark.create({
  name: "abbreviation",
  priority: 860,
  addAttributes: () => keeping("title"),
  parseHTML: () => [{ tag: "abbr" }],
  renderHTML: ({ HTMLAttributes }) => ["abbr", HTMLAttributes, 0],
});
const superscript = Superscript.extend({ parseHTML: () => [{ tag: "sup:not(.fnref)" }] });

export const extensions = [
  Document, Paragraph, Text, lineBreak, heading, BulletList, orderedList, listItem,
  paywallLine, quote, cite, keyPoints, footnotes, noteMark,
  figure, figureCaption, captionLine, figureCredit, table, TableRow, headCell, cell,
  linked, author, runIn, foreign("foreign", "span", 900), foreign("isolated", "bdi", 890),
  num, credit, abbreviation, Bold, Italic, Subscript, superscript, Code,
  History, Dropcursor, Gapcursor, NoSpellCheck,
  Placeholder.configure({ placeholder: _("Write the story here") }),
];
