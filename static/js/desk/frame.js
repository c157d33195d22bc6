// On every page of the admin: a main landmark, and names for the fields that Unfold and Select2 leave without.
{
  const nameOf = (field) => {
    const cell = field.closest("td");
    const head = cell?.closest("table").tHead?.rows[0]?.cells[cell.cellIndex];
    const label = field.labels?.[0] ?? head ?? field.closest(".desk-field")?.querySelector("label");
    const words = label?.textContent.trim().replace(/\s*[:*]$/, "");
    return [words, field.placeholder].filter(Boolean).join(", ") || window.gettext("Search");
  };

  const name = () => {
    const unnamed = ":not([aria-label], [type=hidden])";
    for (const field of document.querySelectorAll(`:is(td, .desk-field) :is(input, select, textarea)${unnamed}`)) {
      if (!field.labels?.length && !field.closest(".select2-container")) field.setAttribute("aria-label", nameOf(field));
    }
    for (const part of document.querySelectorAll(`:is(.select2-search__field, .select2-selection__rendered[role=textbox])${unnamed}`)) {
      const chosen = part.closest(".select2-container")?.previousElementSibling;
      part.setAttribute("aria-label", chosen ? nameOf(chosen) : window.gettext("Search"));
    }
  };

  // Select2 and added rows come after the page.
  let isDue = false;
  const soon = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      name();
    });
  };

  addEventListener("DOMContentLoaded", () => {
    document.getElementById("main")?.setAttribute("role", "main");
    soon();
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  });
}
