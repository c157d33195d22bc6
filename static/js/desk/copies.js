// What is on this screen, kept: in this browser every second, at the desk every five.
import { freshToken, sendJson } from "desk/sending";
import { valuesOf, wordsOf } from "desk/values";

const LOCAL_EVERY = 1000;
const DESK_EVERY = 5000;

export class Copies {
  constructor({ form, text, store, now, addresses, key, article, onAnswer, onState }) {
    Object.assign(this, { form, text, store, now, addresses, key, article, onAnswer, onState });
    this.replaces = []; // the keys of earlier screens whose words were brought back to this one
    this.isChanged = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    addEventListener("pagehide", () => this.leave());
  }

  start() {
    this.sentWords = null;
    this.store.hold(this.key);
    clearInterval(this.timer);
    this.timer = setInterval(() => this.keep(), DESK_EVERY);
    this.keep();
  }

  changed() {
    this.isChanged = true;
    this.waiting ??= setTimeout(() => this.keepHere(), LOCAL_EVERY);
  }

  // The words on the screen with what they were begun from.
  copy() {
    this.text.write();
    return { values: valuesOf(this.form), at: this.now(), based_on: this.basedOn, replaces: this.replaces };
  }

  keepHere() {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    const copy = this.copy();
    if (wordsOf(copy.values) !== this.sentWords) this.store.put(this.key, copy);
  }

  get basedOn() {
    return Number(this.form.elements.based_on?.value || 0);
  }

  // The desk has every word and saves them: where that fails, its copy is offered.
  sent() {
    clearInterval(this.timer);
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.sentWords = wordsOf(this.copy().values);
    this.store.drop(this.key);
  }

  leave() {
    if (this.isChanged) this.keepHere();
    sendJson(this.addresses.leave, { key: this.key }, { keepalive: true }).catch(() => null);
  }

  // True where the desk has it; else the words are in this browser only, and the state says why.
  async keep() {
    const isChanged = this.isChanged;
    if (isChanged) this.keepHere();
    this.isChanged = false;
    try {
      const answer = await this.send(isChanged);
      if (answer) this.onAnswer(answer, isChanged);
      else this.isChanged ||= isChanged;
      return Boolean(answer);
    } catch {
      this.isChanged ||= isChanged;
      this.onState("offline");
      return false;
    }
  }

  async send(isChanged) {
    const replaces = isChanged ? [...this.replaces] : [];
    const answer = await sendJson(this.addresses.keep, {
      key: this.key, article: this.article, based_on: this.basedOn, replaces,
      values: isChanged ? valuesOf(this.form) : null,
    });
    if (answer.ok) {
      this.store.drop(...replaces);
      this.replaces = this.replaces.filter((key) => !replaces.includes(key));
      return answer.json();
    }
    if (answer.status === 413) this.onState("too-long");
    else this.onState((await freshToken()) ? "refused" : "signed-out");
    return null;
  }
}
