// Pages are the same for everybody; what is one reader's comes from one private answer: the name in the
// corner, and which stories are saved. Nothing is asked unless a cookie hints that somebody is signed in.
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

  const post = (url, article) =>
    fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ article }),
    });

  // The buttons that save. Without this script each sends its form, which does the same.
  const form = document.getElementById("save");
  const buttons = form ? [...document.querySelectorAll("button[form=save]")] : [];

  const show = (button, saved) => {
    const [words] = button.children;
    words.dataset.undone ??= words.textContent;
    words.textContent = saved ? words.dataset.done : words.dataset.undone;
    button.setAttribute("aria-pressed", saved);
  };

  const press = (event) => {
    const button = event.currentTarget;
    const saved = button.getAttribute("aria-pressed") === "true";
    event.preventDefault();
    post(saved ? form.dataset.remove : form.action, button.value)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
      .then((now) => show(button, now.saved))
      .catch(() => {
        button.removeEventListener("click", press);
        button.click(); // The form says what is wrong, or leads to sign-in and back.
      });
  };

  const showSaved = (saved) => {
    for (const button of buttons) {
      show(button, saved.includes(Number(button.value)));
      button.addEventListener("click", press);
    }
  };

  const numbers = [...new Set(buttons.map((button) => button.value))].join();
  fetch(`${corner.dataset.corner}${numbers && `?articles=${numbers}`}`, {
    headers: { Accept: "application/json" },
    cache: "no-store",
  })
    .then((answer) => (answer.ok ? answer.json() : { signed_in: false }))
    .then((account) => {
      if (!account.signed_in) return;
      corner.replaceChildren(menu(account));
      showSaved(account.saved);
      const text = document.querySelector("[data-read]");
      if (text && account.keeps_history) post(text.dataset.note, text.dataset.read);
    })
    .catch(() => {}); // The links and buttons that are there already still work.
})();
