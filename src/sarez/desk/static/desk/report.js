// A report's page: proposals chosen by key or click, their words lit in the text, decisions by single keys, and
// words selected in the text offered for a record of one's own. All of it also works by the forms alone.
(() => {
  const KEYS_OFF = "sarez-keys-off";
  let chosen = null;
  let grading = 0;

  const work = () => document.getElementById("work");
  const cards = () => [...document.querySelectorAll("#proposals .proposal")];
  const card = (claim) => document.getElementById(`claim-${claim}`);
  const marks = (claim) => document.querySelectorAll(`#text mark[data-claims~="${claim}"]`);
  const isWide = () => innerWidth > 900;
  const isInSight = (box) => box.top >= 0 && box.bottom <= innerHeight;

  function choose(claim, { toText = true, toCard = true } = {}) {
    for (const lit of document.querySelectorAll("#work .on")) lit.classList.remove("on");
    const found = card(claim);
    if (!found) return;
    chosen = claim;
    found.classList.add("on");
    const details = found.closest("details.dropped");
    if (details) details.open = true;
    const words = marks(claim);
    for (const word of words) word.classList.add("on");
    if (toText && isWide() && words.length && !isInSight(words[0].getBoundingClientRect())) {
      words[0].scrollIntoView({ block: "center" });
    }
    if (toCard) {
      const panel = document.getElementById("proposals").getBoundingClientRect();
      if (isWide() && panel.bottom > innerHeight) scrollBy(0, panel.top - 8);
      found.focus({ preventScroll: true });
      found.scrollIntoView({ block: "nearest" });
    }
  }

  function move(step) {
    const all = cards().filter((c) => c.offsetParent);
    if (!all.length) return;
    const at = all.findIndex((c) => c.dataset.claim === chosen);
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
    choose(all[next].dataset.claim);
  }

  function current() {
    return card(chosen) || cards().find((c) => c.classList.contains("proposed"));
  }

  // Undo, where there is nothing to undo on the chosen card, takes back what was decided last.
  function act(verb) {
    const done = verb === "undo" && card(document.getElementById("proposals").dataset.done);
    const on = current()?.querySelector(`[data-verb="${verb}"]`) || (done && done.querySelector('[data-verb="undo"]'));
    if (!on) return;
    if (verb === "reject") {
      on.closest("details").open = true;
      on.querySelector("input[name=why]").focus();
    } else if (on.tagName === "FORM") on.requestSubmit();
    else on.click();
  }

  function grade(figure) {
    const form = current()?.querySelector('form[data-verb="grade"]');
    if (!form) return;
    form.elements.credibility.value = figure;
    form.requestSubmit();
  }

  const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (!work() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return leave(event.target);
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") return document.getElementById("keys").showModal();
    if (localStorage.getItem(KEYS_OFF)) return;
    if (event.timeStamp - grading < 3000 && /^[1-6]$/.test(event.key)) {
      grading = 0;
      return grade(event.key);
    }
    const keys = {
      j: () => move(1),
      k: () => move(-1),
      a: () => act("accept"),
      r: () => act("reject"),
      c: () => act("correct"),
      u: () => act("undo"),
      g: () => { grading = event.timeStamp; },
      n: () => { if (document.querySelector("a[rel=next]")) location.assign(work().dataset.next); },
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  function leave(target) {
    const reject = target.closest("details.reject");
    if (reject) reject.open = false;
    else if (target.closest(".form-here")) target.closest(".form-here").replaceChildren();
    else return;
    if (chosen) choose(chosen, { toText: false });
  }

  document.addEventListener("click", (event) => {
    if (!work()) return;
    const ref = event.target.closest("#text .ref, #text mark");
    if (ref && getSelection().isCollapsed) {
      const claims = ref.matches("mark") ? ref.dataset.claims.split(" ") : [ref.hash.slice("#claim-".length)];
      const at = claims.indexOf(chosen);
      event.preventDefault();
      return choose(claims[(at + 1) % claims.length], { toText: false });
    }
    const words = event.target.closest(".proposal .words a");
    if (words) event.preventDefault();
    const leaving = event.target.closest(".form-here [data-leave]");
    if (leaving) {
      event.preventDefault();
      return leave(leaving);
    }
    const on = event.target.closest(".form-here") ? null : event.target.closest(".proposal");
    if (on && (words || !event.target.closest("a, button, input, select, summary, label"))) {
      choose(on.dataset.claim, { toCard: false });
    }
  });

  // Where a place in a paragraph lies in the text as received, counted in characters as the desk counts them.
  function offset(node, at) {
    const paragraph = (node.nodeType === 1 ? node : node.parentElement)?.closest("#text p[data-start]");
    if (!paragraph) return null;
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    before.setEnd(node, at);
    return Number(paragraph.dataset.start) + [...before.toString()].length;
  }

  document.addEventListener("selectionchange", () => {
    const form = document.getElementById("picked");
    const selection = getSelection();
    if (!form || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    form.elements.words.value = selection.toString().trim();
    form.elements.start.value = start;
    form.elements.end.value = end;
  });
  document.addEventListener("input", (event) => {
    const several = event.target.closest(".several");
    if (several && several.lastElementChild.value) {
      const line = several.lastElementChild.cloneNode();
      line.value = "";
      several.append(line);
    }
    const form = event.target.closest("#picked");
    if (form && event.target.name === "words") form.elements.start.value = form.elements.end.value = "";
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.matches(".form-here")) {
      const form = event.detail.target.querySelector("form");
      form?.scrollIntoView({ block: "nearest" });
      (form?.querySelector(".problem")?.previousElementSibling || form)?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    }
  });
  // The cards scroll for themselves: keep their place when they are made anew.
  let place = 0;
  document.addEventListener("htmx:beforeSwap", () => { place = document.getElementById("proposals")?.scrollTop || 0; });
  document.addEventListener("htmx:afterSettle", () => {
    const panel = document.getElementById("proposals");
    const now = panel?.dataset.current;
    if (!now) return;
    delete panel.dataset.current;
    panel.scrollTop = place;
    choose(now);
  });

  document.addEventListener("DOMContentLoaded", begin);
  if (document.readyState !== "loading") begin();
  function begin() {
    const on = document.getElementById("keys-on");
    if (on && !on.dataset.bound) {
      on.dataset.bound = "1";
      on.checked = !localStorage.getItem(KEYS_OFF);
      on.addEventListener("change", () => (on.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1")));
    }
    const named = /^#claim-(\d+)$/.exec(location.hash);
    if (named && !chosen) choose(named[1]);
  }

  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const drop = event.target.closest?.(".filing .drop");
      if (drop) drop.classList.toggle("over", name === "dragover");
    });
  }
})();
