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

// Where a block may stand: never inside another. A line of the text is split for it, an empty one makes way.
const placeFor = (tr) => {
  const { $from, $to } = tr.selection;
  if (!$to.depth) return [$to.pos, $to.pos];
  if ($to.node(1).type.name === "footnotes") return [$to.before(1), $to.before(1)];
  if ($to.depth > 1 || !$from.sameParent($to)) return [$to.after(1), $to.after(1)];
  const { size } = $to.parent.content;
  if (!size) return [$to.before(), $to.after()];
  if (!$to.parentOffset) return [$to.before(), $to.before()];
  if ($to.parentOffset < size) tr.split($to.pos);
  return [$to.pos + 1, $to.pos + 1];
};

// With the caret in the first line that "into" names.
const putBlock = (editor, blocks, into) => {
  const { schema, tr } = editor.state;
  const nodes = blocks.map((block) => schema.nodeFromJSON(block));
  const [place, until] = placeFor(tr);
  editor.view.dispatch(tr.replaceWith(place, until, nodes));
  const end = place + nodes.reduce((size, { nodeSize }) => size + nodeSize, 0);
  let caret = null;
  editor.state.doc.nodesBetween(place, end, (node, at) => {
    if (caret === null && at >= place && into.includes(node.type.name)) caret = at + 1;
  });
  editor.commands.focus(caret ?? end - 1);
};

// A block that holds no cursor, with a line after it to go on writing in.
const putWhole = (editor, block) => putBlock(editor, [block, { type: "paragraph" }], ["paragraph"]);

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
  const grid = table(within(size.rows), within(size.columns));
  putBlock(editor, [{ type: "figure", content: [caption("fig-hed"), grid] }], ["tableHeader", "tableCell"]);
};

const putChart = (editor) => putBlock(editor, [{
  type: "figure",
  attrs: { chart: "bar" },
  content: [caption("fig-hed", "fig-sub"), table(4, 2), { type: "figureCredit" }],
}], ["captionLine"]);

// "www.example.org/page" is what people copy.
const withScheme = (said) => {
  const address = said.trim();
  return /^([\p{L}\d-]+\.)+\p{L}{2,}([:/?#]|$)/u.test(address) ? `https://${address}` : address;
};

// articles/embeds.py builds the frames.
const EMBEDDED = new RegExp(`^https?://(${[
  "(www\\.|m\\.)?youtube\\.com", "youtu\\.be", "www\\.youtube-nocookie\\.com", "(player\\.)?vimeo\\.com",
  "datawrapper\\.dwcdn\\.net", "www\\.datawrapper\\.de", "public\\.flourish\\.studio", "flo\\.uri\\.sh", "open\\.spotify\\.com",
].join("|")})/\\S+$`, "i");
const notEmbedded = (said) => !EMBEDDED.test(withScheme(said))
  && _("Embeds come from YouTube, Vimeo, Datawrapper, Flourish or Spotify. For another page, set a link.");

const putEmbed = async (editor) => {
  const said = await ask({
    title: _("Insert an embed"),
    fields: [{
      name: "address", label: _("Address of the page"), required: true, refusal: notEmbedded,
      hint: _("YouTube, Vimeo, Datawrapper, Flourish or Spotify. Readers' browsers ask for nothing before a click."),
    }],
  });
  if (!said) return;
  const embed = withScheme(said.address).replace(/^http:/i, "https:");
  putWhole(editor, { type: "figure", attrs: { embed }, content: [caption(null)] });
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

const notLinked = (said) => said.trim() && !/^(https?:\/\/|mailto:|[/#?])\S*$/i.test(withScheme(said))
  && _("An address starts with https://, http:// or mailto:, and one of ours with /. Nothing else can be linked.");

const putLink = async (editor) => {
  const { href = "" } = editor.getAttributes("link");
  const said = await ask({
    title: _("Link"),
    done: _("Link"),
    fields: [{
      name: "href", label: _("Address"), value: href, refusal: notLinked,
      hint: _("https://… for another site, /section/story/ for a page of ours. Leave empty to remove the link."),
    }],
  });
  if (!said) return;
  const to = withScheme(said.href);
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!to) chain.unsetMark("link").run();
  else if (editor.state.selection.empty && !href) put(editor, {
    type: "text", text: to, marks: [{ type: "link", attrs: { href: to } }],
  });
  else chain.setMark("link", { href: to }).run();
};

const quoteOf = (pull) => ({
  type: "quote",
  attrs: { pull },
  content: [{ type: "paragraph" }, ...(pull ? [{ type: "cite" }] : [])],
});

const putKeyPoints = (editor) => putBlock(editor, [{
  type: "keyPoints",
  content: [{ type: "bulletList", content: [{ type: "listItem", content: [{ type: "paragraph" }] }] }],
}], ["paragraph"]);

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
  { label: _("Quote"), run: (editor) => putBlock(editor, [quoteOf(false)], ["paragraph"]) },
  { label: _("Pull quote"), run: (editor) => putBlock(editor, [quoteOf(true)], ["paragraph"]) },
  { label: _("Key points"), run: putKeyPoints },
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
