// The calendar by keyboard: left and right lead to the month before and after. Letters are copied by a button.
(() => {
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable], [role=listbox]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event.target)) return;
    const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const link = rel && document.querySelector(`.months a[rel=${rel}]`);
    if (link) location.assign(link.href);
  });

  // Where the page may not write to the clipboard the text is chosen, to be copied by hand.
  async function copy(button) {
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.classList.add("done");
    } catch {
      getSelection().selectAllChildren(text);
    }
  }
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", () => copy(button));
    }
  });
})();
