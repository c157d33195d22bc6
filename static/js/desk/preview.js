// The page as readers will get it, beside the editor or in a tab: of the words on the screen, saved or not.
import { confirmed, tell } from "desk/dialogs";
import { send } from "desk/sending";
import { _, fill, make } from "desk/words";

export const startPreview = (copies) => {
  const screen = document.querySelector(".desk-screen");
  const panel = document.querySelector("[data-preview-panel]");
  const frame = panel.querySelector("iframe");
  const opener = document.querySelector("[data-preview]");
  const tab = panel.querySelector("[data-tab]");
  const [reader, form] = ["as", "form"].map((name) => panel.querySelector(`[name=preview_${name}]`));

  const address = () => {
    const asked = new URLSearchParams({ as: reader.value, form: form.value === "print" ? "print" : "" });
    return `${panel.dataset.address}?${asked}`;
  };
  const show = () => {
    frame.classList.toggle("desk-phone", form.value === "phone");
    tab.href = address();
    const again = frame.src === new URL(address(), location.href).href;
    if (again) frame.contentWindow.location.reload(); // keeps the place that is being read
    else frame.src = address();
  };
  const open = async (isOpen) => {
    if (isOpen && !(await kept())) return;
    panel.hidden = !isOpen;
    screen.classList.toggle("is-previewing", isOpen);
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) show();
  };
  // A new article has no page until some of its words are at the desk.
  const kept = () => {
    copies.isChanged = true;
    return copies.keep();
  };

  opener.addEventListener("click", () => open(panel.hidden));
  tab.addEventListener("pointerdown", kept);
  for (const choice of [reader, form]) choice.addEventListener("change", show);
  startLinks(panel);
  startShare();
  return { refresh: () => panel.hidden || show() };
};

const post = async (address, fields) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const answer = await send(address, { body });
  if (answer.status === 409) throw new Error((await answer.json()).error);
  if (!answer.ok) throw new Error(_("The desk did not do it. Sign in again in another tab, then repeat."));
  return answer.json();
};

// Links for people without an account: each is shown once, and can be taken back.
const startLinks = (panel) => {
  const list = panel.querySelector("[data-links]");
  list?.addEventListener("click", async ({ target }) => {
    const { revoke, make: making } = target.dataset;
    try {
      if (making) list.prepend(rowOf(await post(making, { article: list.dataset.article })));
      if (revoke) {
        await post(revoke, {});
        target.closest("li").remove();
      }
    } catch ({ message }) {
      await tell(_("Not done"), message);
    }
  });
};

const rowOf = ({ url, revoke, expires_at: ends }) => make(
  "li", {},
  make("input", { readonly: true, value: url, "aria-label": _("Address of the preview") }),
  make("span", { class: "desk-hint" }, fill(_("Copy it now: it is not shown again. It ends %(when)s."), { when: new Date(ends).toLocaleString() })),
  make("button", { type: "button", class: "desk-button", "data-revoke": revoke }, _("Take back")),
);

// The one share link: a new one ends the one before, and its address is shown once.
const startShare = () => {
  const list = document.querySelector("[data-share]");
  const ender = list?.querySelector("[data-press=end]");
  const standing = () => list.querySelector("[data-standing]");
  const does = {
    async make() {
      const words = _("The link that stands now stops opening anything, also where it was opened.");
      if (standing() && !(await confirmed(_("Make a new link?"), words, _("Make a new link")))) return;
      const { url, ends_at: ends } = await post(list.dataset.make, { article: list.dataset.article });
      standing()?.remove();
      list.prepend(rowOfShare(url, ends));
      ender.hidden = false;
    },
    async end() {
      await post(list.dataset.end, { article: list.dataset.article });
      standing()?.remove();
      ender.hidden = true;
    },
  };
  list?.addEventListener("click", ({ target }) =>
    does[target.dataset.press]?.().catch(({ message }) => tell(_("Not done"), message)));
};

const rowOfShare = (url, ends) => make(
  "li", { "data-standing": "" },
  make("input", { readonly: true, value: url, "aria-label": _("Address of the share link") }),
  make("span", { class: "desk-hint" }, fill(_("Copy it now: it is not shown again. It ends %(when)s."), { when: new Date(ends).toLocaleString() })),
);
