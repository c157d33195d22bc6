// One private answer says what is this reader's own.
(() => {
  const corner = document.querySelector("[data-corner]");
  if (!corner || !document.cookie.includes("signed_in=")) return;

  const make = (name, its, ...children) => {
    const element = Object.assign(document.createElement(name), its);
    element.append(...children);
    return element;
  };

  const menu = ({ name, links }) => {
    const summary = make("summary", { dir: "auto" }, name);
    const rows = links.map(({ label, url }) => make("li", {}, make("a", { href: url }, label)));
    const details = make("details", {}, summary, make("ul", {}, ...rows));
    details.onkeydown = (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      summary.focus();
    };
    return details;
  };

  const ask = (url, article) =>
    fetch(url, {
      headers: { Accept: "application/json" },
      ...(article && { method: "post", body: new URLSearchParams({ article }) }),
    }).then((answer) => (answer.ok ? answer.json() : Promise.reject()));

  const show = (button, saved) => {
    const words = button.firstChild;
    words.was ||= words.innerText;
    words.innerText = saved ? words.dataset.done : words.was;
    button.ariaPressed = saved;
  };

  const buttons = [...document.querySelectorAll("[form=save]")];
  const fill = (account) => {
    if (!account.signed_in) return;
    corner.replaceChildren(menu(account));
    if (account.view_as) import(account.view_as.script).then(({ show }) => show(account.view_as));
    for (const button of buttons) {
      show(button, account.saved.includes(+button.value));
      button.onclick = () => {
        ask(button.ariaPressed === "true" ? account.remove_at : button.form.action, button.value)
          .then(({ saved }) => show(button, saved))
          .catch(() => button.form.requestSubmit(button));
        return false;
      };
    }
    for (const link of document.querySelectorAll("[data-give]")) link.hidden = !account.may_give;
    const read = document.querySelector("[data-read]")?.dataset.read;
    return read && account.note_at && ask(account.note_at, read);
  };

  ask(`${corner.dataset.corner}?articles=${buttons.map((button) => button.value)}`)
    .then(fill)
    .catch(() => {});
})();
