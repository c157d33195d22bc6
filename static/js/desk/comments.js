// Comments go out beside the edit screen: the page stays, and with it whatever is unsaved.
import { tell } from "desk/dialogs";
import { _ } from "desk/words";

const form = document.querySelector("#desk-comment");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = new FormData(form, event.submitter);
  if (event.submitter?.name) said.delete("text");
  said.append("fragment", "yes");
  // The edit screen asks for the token that counts after a sign-in in another tab.
  const token = document.querySelector("#article_form [name=csrfmiddlewaretoken]")?.value;
  if (token) said.set("csrfmiddlewaretoken", token);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(said) }).catch(() => null);
  if (!answer?.ok || answer.redirected) {
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
