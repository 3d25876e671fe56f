// The evidence of a commitment by single keys: j and k move, a and r decide, u takes the last decision back. The forms
// do the same without it.
(() => {
  const KEYS_OFF = "sarez-keys-off";
  let at = 0;
  let last = null;
  const cards = () => [...document.querySelectorAll("#evidence .bearing")];
  const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  function choose(place) {
    const all = cards();
    if (!all.length) return;
    at = Math.min(all.length - 1, Math.max(0, place));
    for (const card of all) card.classList.toggle("on", card === all[at]);
    all[at].focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  }

  function act(verb) {
    const form = cards()[at]?.querySelector(`[data-verb="${verb}"]`);
    if (!form) return;
    last = cards()[at].id.slice("bearing-".length);
    form.requestSubmit();
  }

  function undo() {
    const form = last && document.querySelector(`#evidence [data-verb="undo"][data-number="${last}"]`);
    if (form) form.requestSubmit();
    last = null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (localStorage.getItem(KEYS_OFF)) return;
    const isOn = document.querySelector("#evidence .bearing.on");
    const keys = { j: () => choose(isOn ? at + 1 : 0), k: () => choose(isOn ? at - 1 : 0), u: undo };
    if (isOn) Object.assign(keys, { a: () => act("accept"), r: () => act("reject") });
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("#evidence .bearing");
    if (!card) return;
    at = cards().indexOf(card);
    for (const other of cards()) other.classList.toggle("on", other === card);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "evidence" || event.detail.elt.id === "evidence") choose(at);
  });
  // A link to a form that is folded away opens it.
  function open() {
    const place = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (place && place.matches("details")) place.open = true;
  }
  addEventListener("hashchange", open);
  open();
})();
