// The interface's words, from the catalogue that each page of the desk loads (newsroom/desk_words.py).
export const _ = (words) => (window.gettext ? window.gettext(words) : words);

// "%(name)s is here", filled in.
export const fill = (words, values) =>
  words.replace(/%\((\w+)\)s/g, (match, name) => values[name] ?? match);

// An element with attributes, listeners ("onclick") and children, which may be words.
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
};
