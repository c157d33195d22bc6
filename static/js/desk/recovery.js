// Unsaved words of earlier screens, here and at the desk: each is offered with its time, never forced, never lost.
import { offer } from "desk/offers";
import { sendJson } from "desk/sending";
import { keyUnder } from "desk/store";
import { putBack, valuesOf, wordsOf } from "desk/values";
import { _ } from "desk/words";

const byAge = (one, other) => (one.at < other.at ? 1 : -1);

export class Recovery {
  constructor({ copies, root }) {
    Object.assign(this, { copies, root, store: copies.store, offered: new Set(), waiting: new Set() });
    this.prefix = copies.article ? `article:${copies.article}:` : "new:";
    copies.text.write();
    this.asOpened = wordsOf(valuesOf(copies.form));
  }

  // Every copy once: this browser's is never older than the desk's. Whoever brought one back holds its words.
  found(atDesk) {
    const here = this.store.under(this.prefix);
    const copies = new Map(atDesk.map((copy) => [copy.key, copy]));
    for (const copy of here) {
      const isOpen = !navigator.locks && copies.get(copy.key)?.is_open;
      copies.set(copy.key, { ...copy, is_open: isOpen });
    }
    for (const key of [this.copies.key, ...here.flatMap(({ replaces = [] }) => replaces)]) copies.delete(key);
    return [...copies.values()].sort(byAge);
  }

  // What stands on a living screen is not offered: it is looked at again once that screen is gone.
  async show(atDesk) {
    const living = await this.store.living();
    for (const copy of this.found(atDesk)) {
      if (this.offered.has(copy.key)) continue;
      if (copy.is_open || living.has(copy.key)) this.waiting.add(copy.key);
      else if (wordsOf(copy.values) === this.asOpened) this.discard(copy);
      else this.offer(copy);
    }
  }

  // After each answer of the desk: which of this person's screens live on.
  async heard(mine) {
    const living = new Set([...mine.map(({ key }) => key), ...(await this.store.living())]);
    const gone = [...this.waiting].filter((key) => !living.has(key));
    for (const { key } of mine) this.waiting.add(key);
    for (const key of gone) this.waiting.delete(key);
    if (!gone.length) return;
    const answer = await fetch(`${this.root.dataset.earlier}?article=${this.copies.article ?? ""}`, { redirect: "manual" });
    if (answer.ok) await this.show((await answer.json()).copies);
  }

  offer(copy) {
    this.offered.add(copy.key);
    const isEarlier = copy.based_on < this.copies.basedOn;
    offer(copy, {
      above: this.root,
      asks: _("There are words of %(when)s that were not saved."),
      warns: isEarlier && _("The article was saved since they were begun: when you save, you will see both texts."),
      back: () => this.back(copy),
      discard: () => this.discard(copy),
    });
  }

  async back(copy) {
    const { copies } = this;
    this.setAside();
    putBack(copies.form, copy.values, copies.text);
    // They were written on what stood then: what was saved since is shown before it is replaced.
    copies.form.elements.based_on.value = copy.based_on;
    copies.replaces.push(copy.key, ...(copy.replaces ?? []));
    copies.isChanged = true;
    await copies.keep();
  }

  // What was typed here before other words come back becomes one more copy that is offered.
  setAside() {
    const { copies, store } = this;
    const copy = copies.copy();
    if (wordsOf(copy.values) === this.asOpened) return;
    const key = keyUnder(this.prefix);
    copies.replaces = [];
    store.put(key, copy);
    this.offer({ ...copy, key });
  }

  discard({ key, replaces = [] }) {
    this.store.drop(key, ...replaces);
    sendJson(this.root.dataset.discard, { key, replaces });
  }
}
