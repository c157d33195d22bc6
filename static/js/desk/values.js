// What stands in the form of the edit screen, as plain values, and back into it.
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "based_on", "working_key", "_popup"]);

// {fields: {name: [values]}, labels: {name: {value: words}}}: labels, because a choice may not be on the next page.
export const valuesOf = (form) => {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_KEPT.has(name)) (fields[name] ??= []).push(value);
  }
  const labels = {};
  for (const select of form.querySelectorAll("select")) {
    for (const { value, textContent } of select.selectedOptions) {
      if (value) (labels[select.name] ??= {})[value] = textContent.trim();
    }
  }
  return { fields, labels };
};

export const putBack = (form, { fields, labels }, text) => {
  for (const [name, [wanted]] of Object.entries(fields)) if (name.endsWith("-TOTAL_FORMS")) addRows(form, name, Number(wanted));
  for (const input of form.elements) {
    if (!input.name || NOT_KEPT.has(input.name) || /-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/.test(input.name)) continue;
    const values = fields[input.name] ?? [];
    if (input.tagName === "SELECT") select(input, values, labels[input.name] ?? {});
    else if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
    else if (input.type !== "file" && input.type !== "submit" && values.length) input.value = values[0];
  }
  text.set(fields.body_html?.[0] ?? "");
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

const addRows = (form, name, wanted) => {
  const prefix = name.replace("-TOTAL_FORMS", "");
  const total = form.elements[name];
  for (let at = 0; at < 50 && total && Number(total.value) < wanted; at += 1) {
    document.querySelector(`#${prefix}-group .add-row a, #${prefix}-group [data-add-row]`)?.click();
  }
};

const select = (input, values, labels) => {
  for (const value of values) {
    if (![...input.options].some((option) => option.value === value)) input.append(new Option(labels[value] ?? value, value));
  }
  for (const option of input.options) option.selected = values.includes(option.value);
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

// The words alone, for comparing: fields come back from the desk in another order.
export const wordsOf = ({ fields }) => JSON.stringify(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)));
