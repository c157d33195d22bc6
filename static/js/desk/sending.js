// Requests to the desk. After a sign-in in another tab the old token is refused: then the one that counts now is asked for.
const fields = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");

// True where somebody is signed in; every form of the page carries the fresh token then.
export const freshToken = async () => {
  const { token: address } = document.querySelector("[data-token]").dataset;
  const answer = await fetch(address, { redirect: "manual" });
  if (!answer.ok || !(answer.headers.get("Content-Type") ?? "").includes("json")) return false;
  const { token } = await answer.json();
  for (const field of fields()) field.value = token;
  return true;
};

// A POST that is repeated once where only its token was too old. Redirects, which lead to the sign-in page, are not followed.
export const send = async (address, { headers = {}, ...options }) => {
  const once = () => fetch(address, {
    method: "POST", redirect: "manual", headers: { ...headers, "X-CSRFToken": fields()[0].value }, ...options,
  });
  const answer = await once();
  return answer.status === 403 && (await freshToken()) ? once() : answer;
};

export const sendJson = (address, said, options = {}) =>
  send(address, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(said), ...options });
