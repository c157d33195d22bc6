// Comments go out beside the edit screen: the page stays, and with it whatever is unsaved.
import { tell } from "desk/dialogs";
import { send } from "desk/sending";
import { _ } from "desk/words";

const form = document.querySelector("#desk-comment");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = new FormData(form, event.submitter);
  if (event.submitter?.name) said.delete("text");
  said.delete("csrfmiddlewaretoken"); // a header carries the one that counts now
  said.append("fragment", "yes");
  const answer = await send(form.action, { body: new URLSearchParams(said) }).catch(() => null);
  if (!answer?.ok) {
    await tell(_("The comment was not taken"), troubleOf(answer));
    return;
  }
  const field = document.querySelector("#desk-comment-text");
  const unsent = event.submitter?.name ? field.value : "";
  const parts = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("[data-comments]").replaceWith(parts.querySelector("[data-comments]"));
  document.querySelector("#desk-comment-text").value = unsent;
});

const troubleOf = (answer) => answer
  ? _("The desk did not take it. Sign in again in another tab, then send it again here: your words stay where they are.")
  : _("No connection. Send it again later: your words stay where they are.");
