// A picture for the text or for the head of an article: from the library, or new from this machine.
import { choose, tell } from "desk/dialogs";
import { askForWords } from "desk/describing";
import { findPictures, upload } from "desk/library";
import { _, fill, make } from "desk/words";

export const choosePicture = () => choose({
  title: _("Choose a picture"),
  placeholder: _("Search captions, credits and file names"),
  find: findPictures,
  label: ({ src, alt, name }) => make("span", {}, make("img", { src, alt, width: 96 }), name),
  other: { label: _("Upload a picture"), run: pickFile },
});

const pickFile = () => new Promise((resolve) => {
  const input = make("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/avif,image/gif,image/tiff" });
  input.addEventListener("cancel", () => resolve(null));
  input.addEventListener("change", () => resolve(takeIn(input.files[0])));
  input.click();
});

// Upload one file, ask for the words it lacks; resolves with the picture, or null after a refusal.
export const takeIn = async (file) => {
  const state = document.querySelector("[data-state]");
  state.textContent = fill(_("Uploading %(name)s…"), { name: file.name });
  try {
    const picture = await upload(file);
    state.textContent = "";
    return picture.alt ? picture : (await askForWords(picture)) ?? picture;
  } catch ({ message }) {
    state.textContent = "";
    await tell(fill(_("%(name)s was not taken"), { name: file.name }), message);
    return null;
  }
};
