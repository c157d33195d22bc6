// Embeds are asked for with a click: until then nothing is requested of another host.
// The server names the frame and only for providers it knows; the page's policy (frame-src) holds too.
for (const figure of document.querySelectorAll("figure[data-embed]")) {
  const link = figure.querySelector(".embed-link a");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-line";
  button.textContent = figure.dataset.label;
  for (const name of ["lang", "dir"]) {
    if (link.hasAttribute(name)) button.setAttribute(name, link.getAttribute(name));
  }
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.title = figure.querySelector("figcaption")?.textContent.trim() || figure.dataset.label;
    frame.src = figure.dataset.embed;
    button.replaceWith(frame);
    frame.focus();
  });
  figure.prepend(button);
}
