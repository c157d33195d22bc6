// The media library, as the editor asks it; each picture is asked for once.
import { send } from "desk/sending";
import { _ } from "desk/words";

const desk = () => document.querySelector("[data-desk]").dataset;
const known = new Map();

const answerOf = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
};

const asked = (number) => answerOf(`${desk().pictures}?number=${number}`).then(
  (answer) => answer?.results[0] ?? null,
  () => null,
);

export const pictureOf = (number) => {
  if (!known.has(number)) known.set(number, asked(number));
  return known.get(number);
};

// Called again and again until the worker has made every size of it, at most for two minutes.
export const whenReady = async (number, show) => {
  for (let times = 0; times < 40; times += 1) {
    const picture = await (times ? asked(number) : pictureOf(number));
    if (!picture) return;
    known.set(number, Promise.resolve(picture));
    show(picture);
    if (picture.is_ready) return;
    await new Promise((resolve) => setTimeout(resolve, 3000));
  }
};

const sendForm = async (address, fields) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = await send(address, { body: form });
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  const said = isJson ? await answer.json() : {};
  if (!answer.ok) throw new Error(said.error ?? _("The desk did not take it. Sign in again in another tab, then repeat."));
  known.set(String(said.number), Promise.resolve(said));
  return said;
};

// Both resolve with the picture, or throw with a sentence for the editor.
export const upload = (file) => sendForm(desk().upload, { file });
export const describe = (number, words) => sendForm(desk().describe, { number, ...words });

const found = async (address, words) => {
  const answer = await answerOf(`${address}?q=${encodeURIComponent(words)}`);
  return answer?.results ?? [];
};
export const findPictures = (words) => found(desk().pictures, words);
export const findAuthors = (words) => found(desk().authors, words);
