// What an editor can put into a text: the blocks of the insert menu and the marks of the toolbar.
import { ask, choose } from "desk/dialogs";
import { findAuthors } from "desk/library";
import { choosePicture } from "desk/picking";
import { _, make } from "desk/words";

const table = (rows, columns) => ({
  type: "table",
  content: Array.from({ length: rows }, (_row, place) => ({
    type: "tableRow",
    content: Array.from({ length: columns }, (_cell, at) => ({
      type: place === 0 || at === 0 ? "tableHeader" : "tableCell",
      attrs: at > 0 ? { numbers: true } : {},
    })),
  })),
});

const line = (kind) => ({ type: "captionLine", attrs: { kind } });
const caption = (...kinds) => ({ type: "figureCaption", content: kinds.map(line) });

const put = (editor, content) => editor.chain().focus().insertContent(content).run();

// A block that holds no cursor, with a line after it to go on writing in.
const putWhole = (editor, block) => put(editor, [block, { type: "paragraph" }]);

export const putPictureNumber = (editor, number) =>
  putWhole(editor, { type: "figure", attrs: { picture: String(number) } });

const putPicture = async (editor) => {
  const picture = await choosePicture();
  if (picture) putPictureNumber(editor, picture.number);
};

const putTable = async (editor) => {
  const size = await ask({
    title: _("Insert a table"),
    fields: [
      { name: "rows", label: _("Rows, with the head"), type: "number", value: "4", required: true },
      { name: "columns", label: _("Columns"), type: "number", value: "3", required: true },
    ],
  });
  if (!size) return;
  const within = (number) => Math.min(Math.max(Number.parseInt(number, 10) || 2, 1), 60);
  put(editor, { type: "figure", content: [caption("fig-hed"), table(within(size.rows), within(size.columns))] });
};

const putChart = (editor) => put(editor, {
  type: "figure",
  attrs: { chart: "bar" },
  content: [caption("fig-hed", "fig-sub"), table(4, 2), { type: "figureCredit" }],
});

const putEmbed = async (editor) => {
  const said = await ask({
    title: _("Insert an embed"),
    fields: [{
      name: "address", label: _("Address of the page"), type: "url", required: true,
      hint: _("YouTube, Vimeo, Datawrapper, Flourish or Spotify. Readers' browsers ask for nothing before a click."),
    }],
  });
  if (said) putWhole(editor, { type: "figure", attrs: { embed: said.address }, content: [caption(null)] });
};

const putAuthor = async (editor) => {
  const author = await choose({
    title: _("Mention an author"),
    placeholder: _("Search names"),
    find: findAuthors,
    label: ({ name }) => name,
  });
  if (!author) return;
  put(editor, { type: "text", text: author.name, marks: [{ type: "author", attrs: { author: author.slug } }] });
};

// One line in a text: the old one goes.
const putPaywallLine = (editor) => {
  const { tr, doc } = editor.state;
  doc.descendants((node, place) => {
    if (node.type.name === "paywallLine") tr.delete(tr.mapping.map(place), tr.mapping.map(place) + 1);
  });
  if (tr.docChanged) editor.view.dispatch(tr);
  putWhole(editor, { type: "paywallLine" });
};

// A mark here, and its note at the end, both with the number that their order gives them.
const putFootnote = (editor) => {
  const notes = [];
  let before = 0;
  editor.state.doc.descendants((node, place) => {
    if (node.type.name !== "noteMark") return;
    notes.push(node.attrs.note);
    if (place < editor.state.selection.from) before += 1;
  });
  const used = notes.map((note) => Number(/\d+$/.exec(note)?.[0] ?? 0));
  const number = Math.max(0, ...used) + 1;
  const mark = { note: `fn-${number}`, mark: `fnref-${number}`, label: String(before + 1) };
  editor.chain().focus().insertContent({ type: "noteMark", attrs: mark }).run();
  addNote(editor, mark, before);
  numberNotes(editor);
};

const addNote = (editor, { note, mark }, before) => {
  const { doc, schema, tr } = editor.state;
  const back = schema.text("↩", [schema.marks.link.create({ href: `#${mark}` })]);
  const item = schema.nodes.listItem.create({ id: note }, schema.nodes.paragraph.create(null, [schema.text(" "), back]));
  let list = null;
  doc.forEach((node, place) => {
    if (node.type.name === "footnotes") list = { node: node.lastChild, place: place + node.nodeSize - 1 - node.lastChild.nodeSize };
  });
  if (list) {
    let place = list.place + 1;
    for (let at = 0; at < Math.min(before, list.node.childCount); at += 1) place += list.node.child(at).nodeSize;
    tr.insert(place, item);
  } else {
    tr.insert(doc.content.size, schema.nodes.footnotes.create(null, schema.nodes.orderedList.create(null, item)));
  }
  editor.view.dispatch(tr);
};

const numberNotes = (editor) => {
  const { doc, tr } = editor.state;
  let number = 0;
  doc.descendants((node, place) => {
    if (node.type.name === "noteMark") tr.setNodeAttribute(place, "label", String((number += 1)));
  });
  editor.view.dispatch(tr);
};

const putLink = async (editor) => {
  const { href = "" } = editor.getAttributes("link");
  const said = await ask({
    title: _("Link"),
    done: _("Link"),
    fields: [{
      name: "href", label: _("Address"), value: href,
      hint: _("https://… for another site, /section/story/ for a page of ours. Leave empty to remove the link."),
    }],
  });
  if (!said) return;
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!said.href) chain.unsetMark("link").run();
  else if (editor.state.selection.empty && !href) put(editor, {
    type: "text", text: said.href, marks: [{ type: "link", attrs: { href: said.href } }],
  });
  else chain.setMark("link", { href: said.href }).run();
};

const quoteOf = (pull) => ({
  type: "quote",
  attrs: { pull },
  content: [{ type: "paragraph" }, ...(pull ? [{ type: "cite" }] : [])],
});

export const marks = [
  { name: "bold", label: _("Bold"), sign: "B", run: (editor) => editor.chain().focus().toggleBold().run() },
  { name: "italic", label: _("Italic"), sign: "I", run: (editor) => editor.chain().focus().toggleItalic().run() },
  { name: "link", label: _("Link"), run: putLink, key: "Mod-k" },
  {
    name: "runIn", label: _("Run-in head"), key: "Mod-Alt-r",
    run: (editor) => editor.chain().focus().toggleMark("runIn").run(),
  },
];

export const lines = [
  { name: "paragraph", label: _("Paragraph"), run: (editor) => editor.chain().focus().setParagraph().run() },
  { name: "heading", level: 2, label: _("Subhead"), run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run() },
  { name: "heading", level: 3, label: _("Small subhead"), run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run() },
  { name: "bulletList", label: _("List"), run: (editor) => editor.chain().focus().toggleBulletList().run() },
  { name: "orderedList", label: _("Numbered list"), run: (editor) => editor.chain().focus().toggleOrderedList().run() },
];

export const inserts = [
  { label: _("Picture"), run: putPicture },
  { label: _("Table"), run: putTable },
  { label: _("Chart"), run: putChart },
  { label: _("Quote"), run: (editor) => put(editor, quoteOf(false)) },
  { label: _("Pull quote"), run: (editor) => put(editor, quoteOf(true)) },
  { label: _("Key points"), run: (editor) => put(editor, { type: "keyPoints", content: [{ type: "bulletList", content: [{ type: "listItem", content: [{ type: "paragraph" }] }] }] }) },
  { label: _("Footnote"), run: putFootnote },
  { label: _("Author mention"), run: putAuthor },
  { label: _("Embed"), run: putEmbed },
  { label: _("Paywall line"), run: putPaywallLine },
];

export const inTables = [
  { label: _("Row below"), run: (editor) => editor.chain().focus().addRowAfter().run() },
  { label: _("Column after"), run: (editor) => editor.chain().focus().addColumnAfter().run() },
  { label: _("Head cell"), run: (editor) => editor.chain().focus().toggleHeaderCell().run() },
  { label: _("Remove row"), run: (editor) => editor.chain().focus().deleteRow().run() },
  { label: _("Remove column"), run: (editor) => editor.chain().focus().deleteColumn().run() },
];
