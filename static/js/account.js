// Pages are the same for everybody: the corner's name and what is saved come from one private answer.
// Nothing is asked unless a cookie hints that somebody may be signed in.
(() => {
  const corner = document.querySelector("[data-corner]");
  const hinted = document.cookie.split("; ").some((cookie) => cookie.startsWith("signed_in="));
  if (!corner || !hinted) return;

  const menu = ({ name, links }) => {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    const list = document.createElement("ul");
    summary.textContent = name;
    summary.dir = "auto";
    for (const { label, url } of links) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = label;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    details.append(summary, list);
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      summary.focus();
    });
    return details;
  };

  const headers = { Accept: "application/json" };
  const post = (url, article) =>
    fetch(url, { method: "POST", headers, body: new URLSearchParams({ article }) });

  const form = document.querySelector("#save");
  const buttons = [...document.querySelectorAll("[form=save]")];

  const show = (button, saved) => {
    const words = button.firstChild;
    words.was ||= words.textContent;
    words.textContent = saved ? words.dataset.done : words.was;
    button.ariaPressed = saved;
  };

  const toggle = (button, removeAt) =>
    post(button.ariaPressed === "true" ? removeAt : form.action, button.value)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
      .then((now) => show(button, now.saved))
      .catch(() => form.requestSubmit(button)); // The page it leads to says what is wrong.

  const articles = buttons.map((button) => button.value);
  fetch(`${corner.dataset.corner}?articles=${articles}`, { headers, cache: "no-store" })
    .then((answer) => (answer.ok ? answer.json() : {}))
    .then((account) => {
      if (!account.signed_in) return;
      corner.replaceChildren(menu(account));
      for (const button of buttons) {
        show(button, account.saved.includes(+button.value));
        button.onclick = () => !toggle(button, account.remove_at);
      }
      const text = document.querySelector("[data-read]");
      if (text && account.note_at) post(account.note_at, text.dataset.read);
    })
    .catch(() => {}); // The links and buttons that are there already still work.
})();
