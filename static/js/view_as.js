// The newsroom's own: as whom the site is seen. The forms come back to this page.
export const show = ({ bar_html, choice_html }) => {
  if (!document.querySelector(".seen-as")) document.body.insertAdjacentHTML("afterbegin", bar_html);
  document.querySelector(".corner ul").insertAdjacentHTML("beforeend", `<li>${choice_html}</li>`);
  for (const { elements } of document.querySelectorAll("form.view-as")) {
    elements.next.value ||= location.pathname + location.search;
  }
};
