// What a picture shows and whose it is: asked after an upload, and whenever an editor wants to.
import { ask, tell } from "desk/dialogs";
import { describe } from "desk/library";
import { _ } from "desk/words";

// Resolves with the picture as it is described now, or null where nothing was changed.
export const askForWords = async (picture) => {
  const words = await ask({
    title: _("Describe the picture"),
    done: _("Keep"),
    fields: [
      {
        name: "alt", label: _("For those who cannot see it"), value: picture.alt, required: true,
        hint: _("Say what the picture shows, not what it means."),
      },
      { name: "caption", label: _("Caption"), value: picture.caption },
      { name: "credit", label: _("Credit"), value: picture.credit },
    ],
  });
  if (!words) return null;
  try {
    return await describe(picture.number, words);
  } catch ({ message }) {
    await tell(_("The words were not kept"), message);
    return null;
  }
};
