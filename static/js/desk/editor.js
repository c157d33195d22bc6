// The editor of an article's text: a textarea that goes on holding what will be saved.
import { Editor, Extension, Plugin, pm } from "django-prose-editor/editor";
import { marks, putPictureNumber } from "desk/blocks";
import { LONGEST, intoCell, tidied } from "desk/paste";
import { takeIn } from "desk/picking";
import { extensions } from "desk/schema";
import { fromStored, toStored } from "desk/stored";
import { toolbarOf } from "desk/toolbar";
import { _, fill, make } from "desk/words";

const keys = Extension.create({
  name: "keys",
  priority: 1000, // before the lists and lines that take Enter, too
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => leave(editor),
    ...Object.fromEntries(marks.filter(({ key }) => key).map(({ key, run }) => [key, ({ editor }) => {
      run(editor);
      return true;
    }])),
  }),
});

// Enter on an empty last line of a quote or of key points, or on its source, goes on below it.
const leave = ({ state, view }) => {
  const { $from, empty } = state.selection;
  const depth = $from.depth && ["quote", "keyPoints"].includes($from.node(1).type.name) ? 1 : 0;
  if (!empty || !depth) return false;
  const { tr, schema } = state;
  if ($from.parent.type.name !== "cite") {
    const gone = emptyEnd($from, depth);
    if (!gone) return splitLine($from, state, view);
    tr.delete($from.before(gone), $from.after(gone));
  }
  const place = tr.mapping.map($from.after(depth));
  tr.insert(place, schema.nodes.paragraph.create());
  view.dispatch(tr.setSelection(pm.state.TextSelection.create(tr.doc, place + 1)).scrollIntoView());
  return true;
};

// In a quote the editor's own Enter would make a source of the new line.
const splitLine = ($from, { schema, tr }, view) => {
  if ($from.parent.type.name !== "paragraph" || $from.node(-1).type.name !== "quote") return false;
  view.dispatch(tr.split($from.pos, 1, [{ type: schema.nodes.paragraph }]).scrollIntoView());
  return true;
};

// The depth of the branch that holds this empty line and nothing else, at the end; 0 where there is none.
const emptyEnd = ($from, depth) => {
  if ($from.parent.type.name !== "paragraph" || $from.parent.content.size) return 0;
  const countOf = (node) => node.childCount - (node.lastChild.type.name === "cite" ? 1 : 0);
  let at = $from.depth;
  while (at > depth + 1 && $from.node(at - 1).childCount === 1) at -= 1;
  if (countOf($from.node(at - 1)) === 1) return 0;
  for (let level = at - 1; level >= depth; level -= 1) {
    if ($from.index(level) !== countOf($from.node(level)) - 1) return 0;
  }
  return at;
};

// Marks of notes count in the order of the text, whichever of them comes, goes or moves.
const counted = Extension.create({
  name: "counted",
  addProseMirrorPlugins: () => [new Plugin({
    appendTransaction: (_all, before, { doc, tr }) => {
      const marks = marksOf(doc);
      if (String(marksOf(before.doc).map(({ note }) => note)) === String(marks.map(({ note }) => note))) return null;
      const order = [...new Set(marks.map(({ note }) => note))];
      for (const { note, label, place } of marks) {
        const number = String(order.indexOf(note) + 1);
        if (label !== number) tr.setNodeAttribute(place, "label", number);
      }
      return tr.docChanged ? tr : null;
    },
  })],
});

const marksOf = (doc) => {
  const marks = [];
  doc.descendants((node, place) => {
    if (node.type.name === "noteMark") marks.push({ ...node.attrs, place });
  });
  return marks;
};

export const editorOf = (textarea) => {
  const holder = make("div", { class: "desk-text" });
  const trouble = make("p", { class: "desk-trouble", role: "alert", hidden: true });
  textarea.before(trouble, holder);
  textarea.hidden = true;

  const tooLong = (pasted) => {
    const length = pasted.length + textarea.value.length;
    trouble.hidden = length <= LONGEST;
    trouble.textContent = fill(
      _("What you pasted is too long for one article (%(count)s characters; %(most)s is the most). Nothing was inserted, and your text is unchanged. Paste it in parts, or send it as a file."),
      { count: length.toLocaleString(), most: LONGEST.toLocaleString() },
    );
    return length > LONGEST;
  };

  // Files that are dragged or pasted in: one after the other, each with its words asked for.
  const takePictures = (event, data, place) => {
    const files = [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
    if (!files.length) return false;
    event.preventDefault();
    (async () => {
      if (place != null) editor.commands.setTextSelection(place);
      for (const file of files) {
        const picture = await takeIn(file);
        if (picture) putPictureNumber(editor, picture.number);
      }
    })();
    return true;
  };

  const editor = new Editor({
    element: holder,
    extensions: [...extensions, keys, counted],
    content: fromStored(textarea.value),
    editorProps: {
      attributes: { "aria-label": _("Text"), role: "textbox", "aria-multiline": "true" },
      transformPastedHTML: tidied,
      handlePaste: (view, event, slice) => takePictures(event, event.clipboardData) || tooLong(
        event.clipboardData?.getData("text/html") || event.clipboardData?.getData("text/plain") || "",
      ) || intoCell(view, slice),
      handleDrop: (view, event) => {
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
        return takePictures(event, event.dataTransfer, place?.pos);
      },
    },
    onUpdate: () => textarea.dispatchEvent(new Event("input", { bubbles: true })),
  });
  holder.before(toolbarOf(editor));

  // Made when the hands rest, and again when it is sent: a long text takes a moment.
  const value = () => (editor.isEmpty ? "" : toStored(editor.getHTML()));
  const write = () => {
    textarea.value = value();
  };
  let waiting;
  editor.on("update", () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, 300);
  });
  textarea.form.addEventListener("submit", write);
  const set = (stored) => editor.commands.setContent(fromStored(stored), { emitUpdate: true });
  return { editor, value, set, write };
};
