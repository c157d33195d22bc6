// Copies in this browser, each under the key of its screen. Where the store is forbidden there are none.
const HERE_FOR = 7 * 24 * 3600 * 1000;

const copyAt = (place) => {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
};

export class Store {
  constructor({ reader, now }) {
    this.mine = `desk:${reader}:`;
    for (const [place, copy] of this.placesOf("desk:")) {
      if (!(Date.parse(now()) - Date.parse(copy?.at) < HERE_FOR)) localStorage.removeItem(place);
    }
  }

  placesOf(prefix) {
    try {
      return Object.keys(localStorage).filter((place) => place.startsWith(prefix)).map((place) => [place, copyAt(place)]);
    } catch {
      return [];
    }
  }

  // {key, values, at, based_on, replaces} of every screen whose key begins so.
  under(prefix) {
    const found = this.placesOf(this.mine + prefix).filter(([, copy]) => copy?.values);
    return found.map(([place, copy]) => ({ ...copy, key: place.slice(this.mine.length) }));
  }

  // Where it is full the earlier copy goes, too: what stands here is never older than what the desk has.
  put(key, copy) {
    try {
      localStorage.setItem(this.mine + key, JSON.stringify(copy));
    } catch {
      this.drop(key);
    }
  }

  drop(...keys) {
    try {
      for (const key of keys) localStorage.removeItem(this.mine + key);
    } catch {
      // A forbidden store keeps nothing.
    }
  }

  // A screen holds the lock of its key for as long as it lives; a crash gives it back.
  hold(key) {
    navigator.locks?.request(this.mine + key, () => new Promise(() => {}));
  }

  // Comes back once the screen of this key is gone; at once where it is.
  async gone(key) {
    await navigator.locks?.request(this.mine + key, () => null);
  }

  async living() {
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    return new Set(held.filter(({ name }) => name.startsWith(this.mine)).map(({ name }) => name.slice(this.mine.length)));
  }
}

// A key of its own, for one more screen or copy.
export const keyUnder = (prefix) => prefix + crypto.getRandomValues(new Uint32Array(2)).join("-");

// The time by the clocks of the desk: those of this machine may be wrong.
export const clockOf = (now) => {
  const since = performance.now();
  return () => new Date(Date.parse(now) + performance.now() - since).toISOString();
};
