// Warnings by single keys: what has a data-key is pressed, or opened with its first field in hand. In the inbox j and k
// move among the cards and Enter opens one. All of it works without.
(() => {
  const KEYS_OFF = "sarez-keys-off";
  const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const cards = () => [...document.querySelectorAll(".warning-card")];

  function move(by) {
    const all = cards();
    if (!all.length) return;
    const now = all.findIndex((card) => card.classList.contains("on"));
    const at = Math.min(all.length - 1, Math.max(0, now < 0 ? 0 : now + by));
    all.forEach((card, place) => card.classList.toggle("on", place === at));
    all[at].querySelector("a")?.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  }

  function press(key) {
    const found = document.querySelector(`[data-key="${key}"]`);
    if (!found) return false;
    if (found.matches("summary")) {
      found.parentElement.open = true;
      found.parentElement.querySelector("textarea, select, input:not([type=hidden])")?.focus();
    } else {
      found.click();
    }
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (localStorage.getItem(KEYS_OFF)) return;
    if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
      event.preventDefault();
    } else if (/^[a-z]$/.test(event.key) && press(event.key)) {
      event.preventDefault();
    }
  });
})();
