// The bar that offers what was not saved, with its time: never forced. The newest stands first.
import { _, fill, make } from "desk/words";

export const offer = (copy, { above, asks, warns, back, discard }) => {
  const when = new Date(copy.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const done = (run) => () => {
    bar.remove();
    run(copy);
  };
  const bar = make(
    "div", { class: "desk-notice", role: "status", "data-recovery": copy.at },
    make("p", {}, fill(asks, { when }), warns ? ` ${warns}` : null),
    make("button", { type: "button", class: "desk-button desk-main", onclick: done(back) }, _("Bring them back")),
    make("button", { type: "button", class: "desk-button", onclick: done(discard) }, _("Discard them")),
  );
  const below = [...document.querySelectorAll("[data-recovery]")].find((other) => other.dataset.recovery < copy.at);
  (below ?? above).before(bar);
};
