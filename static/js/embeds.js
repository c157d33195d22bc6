// Embeds are asked for with a click: until then nothing is requested of another host.
(() => {
  for (const figure of document.querySelectorAll("figure[data-embed]")) {
    const address = figure.dataset.embed;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-line";
    button.textContent = figure.dataset.label || new URL(address).hostname;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.src = address;
      frame.title = figure.querySelector("figcaption")?.textContent.trim() || address;
      frame.allow = "fullscreen";
      frame.loading = "lazy";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      button.replaceWith(frame);
      frame.focus();
    });
    figure.prepend(button);
  }
})();
