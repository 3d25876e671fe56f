"use strict";
// The page is whole without this script: it shows one report at a time, filters the list, and ties records to words.
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const items = [...document.querySelectorAll(".reports li")];
  const narrow = matchMedia("(max-width: 899px)");
  const form = $("filter"), list = $("list");
  let current = null, selected = null;
  const words = new Map(); // the text of a report in lower case, made when first searched

  // The list scrolls to the report on the screen, the page itself stays.
  function seen(link) {
    const box = link.closest("ol"), item = link.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (item.top < frame.top || item.bottom > frame.bottom) box.scrollTop += item.top - frame.top - frame.height / 3;
  }

  // One sheet at a time.
  function open(sheet) {
    if (current === sheet) return;
    current?.classList.remove("current");
    unselect();
    current = sheet;
    root.classList.toggle("reading", Boolean(sheet));
    sheet?.classList.add("current");
    for (const li of items) {
      const link = li.firstElementChild;
      if (sheet && li.dataset.r === sheet.id) {
        link.setAttribute("aria-current", "true");
        seen(link);
      } else link.removeAttribute("aria-current");
    }
    scrollTo(0, 0);
  }

  // A record and the words it rests on light up together.
  function unselect() {
    document.querySelectorAll(".on").forEach((e) => e.classList.remove("on"));
    selected = null;
  }
  function select(id) {
    unselect();
    const card = $(id);
    if (!card) return [];
    selected = id;
    card.classList.add("on");
    const marks = [...current.querySelectorAll(".m")].filter((m) => m.dataset.r.split(" ").includes(id));
    marks.forEach((m) => m.classList.add("on"));
    return marks;
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const bring = (e) => e?.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  const keep = (hash) => history.replaceState(null, "", "#" + hash);

  function fromCard(id, at) {
    const marks = select(id);
    bring(at ? $(at) : marks[0]);
    keep(id);
  }
  // Words that several records rest on: each further click goes on to the next record.
  function fromMark(mark) {
    const ids = mark.dataset.r.split(" ");
    const id = ids[(ids.indexOf(selected) + 1) % ids.length];
    select(id);
    bring($(id));
    keep(id);
  }

  function route() {
    const hash = decodeURIComponent(location.hash.slice(1));
    const target = hash && $(hash);
    const sheet = target && target.closest(".sheet");
    if (hash === "list") return open(null);
    open(sheet || (narrow.matches ? null : $("overview")));
    if (!sheet || target === sheet) return;
    scrollTo(0, 0);
    if (target.classList.contains("card")) fromCard(hash);
    else if (target.classList.contains("m")) { select(target.dataset.r.split(" ")[0]); bring(target); }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a, button");
    if (!link) return;
    if (link.classList.contains("m")) { event.preventDefault(); fromMark(link); }
    else if (link.classList.contains("pick")) { event.preventDefault(); fromCard(link.closest(".card").id); }
    else if (link.dataset.of) { event.preventDefault(); fromCard(link.dataset.of, link.hash.slice(1)); }
    else if (link.dataset.print) print(link.dataset.print);
  });

  // The filter.
  const text = (id) => words.get(id) ?? (words.set(id, $(id).querySelector(".text").textContent.toLowerCase()), words.get(id));
  const has = (value, wanted) => !wanted || value.split(" ").includes(wanted);
  function filter() {
    const terms = $("q").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const li of items) {
      const d = li.dataset;
      const fits = has(d.c, $("country").value) && has(d.t, $("type").value) && has(d.i, $("issue").value) &&
        terms.every((t) => d.s.includes(t) || li.textContent.toLowerCase().includes(t) || text(d.r).includes(t));
      li.hidden = !fits;
      shown += fits;
    }
    const narrowed = shown < items.length;
    $("count").textContent = narrowed ? `${shown} of ${items.length} reports` : items.length === 1 ? "1 report" : `${items.length} reports`;
    $("clear").hidden = !(terms.length || $("country").value || $("type").value || $("issue").value);
    $("none").hidden = shown > 0;
  }
  let waiting;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 60); });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  $("clear2").addEventListener("click", () => form.reset());

  // Printing: the sheet on the screen, or all that are listed.
  function print(what) {
    const all = what === "all";
    root.classList.toggle("print-all", all);
    for (const li of items) $(li.dataset.r).classList.toggle("listed", all && !li.hidden);
    window.print();
  }
  addEventListener("afterprint", () => root.classList.remove("print-all"));

  // Keys.
  function step(by) {
    const shown = items.filter((li) => !li.hidden).map((li) => li.dataset.r);
    const at = shown.indexOf(current?.id);
    const next = shown[at < 0 ? 0 : at + by];
    if (next) location.hash = next;
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { unselect(); return; }
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "o") location.hash = "overview";
    else if (event.key === "/" && list.offsetParent !== undefined) { event.preventDefault(); if (narrow.matches) location.hash = "list"; $("q").focus(); }
  });

  form.hidden = false;
  addEventListener("hashchange", route);
  addEventListener("load", () => requestAnimationFrame(route)); // after the browser's own jump to the fragment
  route();
})();
