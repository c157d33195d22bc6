// How a figure stands in the editor: what it is, with its settings, above its words and figures.
import { askForWords } from "desk/describing";
import { pictureOf, whenReady } from "desk/library";
import { _, make } from "desk/words";

const CHARTS = [
  ["bar", _("Bars")], ["column", _("Columns")], ["stacked", _("Stacked columns")], ["line", _("Lines")],
  ["area", _("Areas")], ["scatter", _("Points")], ["map", _("Map")],
];

const nameOf = ({ picture, chart, embed }) =>
  picture ? _("Picture") : chart ? _("Chart") : embed ? _("Embed") : _("Table");

export const figureView = ({ node, editor, getPos }) => {
  let shown = node;
  const change = (attributes) =>
    editor.view.dispatch(editor.state.tr.setNodeMarkup(getPos(), null, { ...shown.attrs, ...attributes }));
  const head = make("div", { class: "desk-figure-head", contenteditable: "false" });
  const contentDOM = make("div", { class: "desk-figure-content" });
  const dom = make("figure", { class: "desk-figure" }, head, contentDOM);
  const draw = () => {
    const { attrs } = shown;
    head.replaceChildren(make("strong", {}, nameOf(attrs)));
    if (attrs.chart) head.append(kindOf(attrs.chart, change));
    if (attrs.embed) head.append(make("span", { class: "desk-hint" }, attrs.embed));
    if (attrs.picture) showPicture(head, attrs.picture);
  };
  draw();
  return {
    dom,
    contentDOM,
    stopEvent: (event) => head.contains(event.target),
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
    update: (other) => {
      if (other.type !== shown.type) return false;
      const same = JSON.stringify(other.attrs) === JSON.stringify(shown.attrs);
      shown = other;
      if (!same) draw();
      return true;
    },
  };
};

const kindOf = (kind, change) => make(
  "select", { "aria-label": _("Kind of chart"), onchange: ({ target }) => change({ chart: target.value }) },
  ...CHARTS.map(([value, label]) => make("option", { value, selected: value === kind }, label)),
);

const showPicture = (head, number) => {
  const place = make("span", { class: "desk-picture" });
  head.append(place);
  pictureOf(number).then((picture) => {
    if (!picture) place.append(make("strong", { class: "desk-missing" }, _("This picture is no longer in the library.")));
    else whenReady(number, (now) => place.replaceChildren(...partsOf(now, place)));
  });
};

const partsOf = (picture, place) => [
  make("img", { src: picture.src, alt: picture.alt, width: picture.width, height: picture.height }),
  picture.is_ready ? null : make("span", { class: "desk-hint" }, _("Its sizes are being made…")),
  picture.alt ? null : make("strong", { class: "desk-missing" }, _("It needs a text for those who cannot see it.")),
  make("button", {
    type: "button", class: "desk-button",
    onclick: async () => {
      const now = await askForWords(picture);
      if (now) place.replaceChildren(...partsOf(now, place));
    },
  }, _("Describe")),
].filter(Boolean);
