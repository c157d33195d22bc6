// Comments go out beside the edit screen: the page stays, and with it whatever is unsaved.
const form = document.querySelector("#desk-comment");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = new FormData(form, event.submitter);
  if (event.submitter?.name) said.delete("text");
  said.append("fragment", "yes");
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(said) });
  } catch {
    return;
  }
  if (!answer.ok || answer.redirected) return;
  const field = document.querySelector("#desk-comment-text");
  const unsent = event.submitter?.name ? field.value : "";
  const parts = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("[data-comments]").replaceWith(parts.querySelector("[data-comments]"));
  document.querySelector("#desk-comment-text").value = unsent;
});
