// The account corner: pages are the same for everybody, so the name comes from one private answer.
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

  fetch(corner.dataset.corner, { headers: { Accept: "application/json" }, cache: "no-store" })
    .then((answer) => (answer.ok ? answer.json() : { signed_in: false }))
    .then((account) => {
      if (account.signed_in) corner.replaceChildren(menu(account));
    })
    .catch(() => {}); // The sign-in link that is there already still works.
})();
