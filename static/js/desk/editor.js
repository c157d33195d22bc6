// The editor of an article's text: a textarea that goes on holding what will be saved.
import { Editor, Extension } from "django-prose-editor/editor";
import { marks, putPictureNumber } from "desk/blocks";
import { LONGEST, tidied } from "desk/paste";
import { takeIn } from "desk/picking";
import { extensions } from "desk/schema";
import { fromStored, toStored } from "desk/stored";
import { toolbarOf } from "desk/toolbar";
import { _, fill, make } from "desk/words";

const keys = Extension.create({
  name: "keys",
  addKeyboardShortcuts: () => ({
    "Mod-/": () => {
      document.querySelector("[data-insert]").click();
      return true;
    },
    ...Object.fromEntries(marks.filter(({ key }) => key).map(({ key, run }) => [key, ({ editor }) => {
      run(editor);
      return true;
    }])),
  }),
});

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
    extensions: [...extensions, keys],
    content: fromStored(textarea.value),
    editorProps: {
      attributes: { "aria-label": _("Text"), role: "textbox", "aria-multiline": "true" },
      transformPastedHTML: tidied,
      handlePaste: (_view, event) => takePictures(event, event.clipboardData) || tooLong(
        event.clipboardData?.getData("text/html") || event.clipboardData?.getData("text/plain") || "",
      ),
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
