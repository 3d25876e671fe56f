// The meeting page: each line and each attendance is sent by itself as one types. What is not known to be saved is kept
// in the browser's storage, told on top of the page, and sent again until it is. A line is named here (key), and so is
// each state of it (edit); with a state go those one knows, so that the desk can tell a repeat from another's change.
(() => {
  const box = document.getElementById("sitting");
  if (!box || !box.dataset.entry) return;
  const words = box.dataset;
  const saving = document.getElementById("saving");
  const list = document.getElementById("lines");
  const seats = document.getElementById("seats");
  const marking = document.getElementById("marking");
  const SORTS = ["said", "proposed", "agreed", "decided"];
  const STATES = { T: "to_invite", I: "invited", C: "accepted", D: "declined", P: "present", E: "excused", A: "absent", R: "replaced" };
  const PATIENCE = 500, FIRST_RETRY = 1500, LAST_RETRY = 20000, LONGEST_WAIT = 15000, LOOK = 10000;

  // Names that nobody guesses; randomUUID is not there on plain http.
  const name = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

  // Storage: a drawer for each tab, so that two tabs do not empty each other's.
  const PREFIX = "sarez-sitting|";
  const OWN = `${PREFIX}${words.user}|${words.entry}|`;
  const tab = sessionStorage.getItem("sarez-tab") || name();
  sessionStorage.setItem("sarez-tab", tab);
  const DRAWER = OWN + tab;
  const pending = new Map();
  const known = new Map();
  let isFull = false;

  function keep() {
    try {
      if (pending.size) localStorage.setItem(DRAWER, JSON.stringify([...pending]));
      else localStorage.removeItem(DRAWER);
      isFull = false;
    } catch {
      isFull = true;
    }
  }

  function recover() {
    const found = Object.keys(localStorage).filter((key) => key.startsWith(OWN));
    for (const key of found) {
      const told = localStorage.getItem(key);
      try {
        for (const [id, change] of JSON.parse(told)) if (!pending.has(id)) pending.set(id, { ...change, refused: "" });
      } catch { /* not ours, or cut short: left where it is */ continue; }
      if (key === DRAWER) continue;
      keep();
      if (!isFull && localStorage.getItem(key) === told) localStorage.removeItem(key);
    }
    const others = document.getElementById("others");
    others.textContent = words.others;
    others.hidden = !Object.keys(localStorage).some((key) => key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${words.user}|`));
  }

  // A change of a line or a seat: the same state is sent until it is known to be kept; typing on makes another.
  function touch(id, kind, values) {
    const change = pending.get(id) || { kind, knows: known.has(id) ? [known.get(id)] : [], edit: name(), sent: false };
    if (change.sent) {
      change.knows.push(kind === "seat" ? change.values.state : change.edit);
      Object.assign(change, { edit: name(), sent: false });
    }
    Object.assign(change, { values, refused: "" });
    pending.set(id, change);
    keep();
    tell();
  }

  let csrf = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  let busy = false, timer = 0, wait = FIRST_RETRY, state = "";

  function soon(time = PATIENCE) {
    clearTimeout(timer);
    timer = setTimeout(flush, time);
  }

  async function ask(address, options = {}) {
    const giveUp = new AbortController();
    const patience = setTimeout(() => giveUp.abort(), LONGEST_WAIT);
    try {
      return await fetch(address, { redirect: "manual", signal: giveUp.signal, cache: "no-store", ...options });
    } finally {
      clearTimeout(patience);
    }
  }

  const post = (kind, body) =>
    ask(kind === "seat" ? words.seat : words.line, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-CSRFToken": csrf } });

  async function send(id) {
    const change = pending.get(id);
    const body = { ...change.values, edit: change.edit, knows: change.knows };
    change.sent = true;
    keep(); // before it goes: after a reload one must know that it may have arrived
    const edit = change.edit;
    let answer = await post(change.kind, body);
    if (answer.status === 403 && (await renew())) answer = await post(change.kind, { ...body });
    if (answer.type === "opaqueredirect" || answer.status === 403) return "signedOut";
    if (answer.status === 404) return "closed";
    if (![200, 409, 422].includes(answer.status)) return "away";
    const told = await answer.json();
    if (told.state === "saved") settle(id, edit, told);
    else if (told.state === "conflict") differ(id, told.stands);
    else refuse(id, told.problem);
    return "";
  }

  // A new sign-in has another token: the lines tell it.
  async function renew() {
    const answer = await ask(words.lines);
    if (answer.type === "opaqueredirect" || !answer.ok) return false;
    csrf = (await answer.json()).csrf;
    return true;
  }

  function settle(id, edit, told) {
    const change = pending.get(id);
    const now = change.kind === "seat" ? told.line.state : edit;
    known.set(id, now);
    if (change.edit === edit) pending.delete(id);
    else change.knows = [now];
    if (told.line && told.line.wording !== undefined) show(id, (line) => paint(line, told.line.wording));
    keep();
  }

  function refuse(id, problem) {
    pending.get(id).refused = problem;
    keep();
    mark(id);
  }

  async function flush() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      for (const id of [...pending.keys()]) {
        const change = pending.get(id);
        if (!change || change.refused || change.stands) continue;
        tell("saving");
        state = await send(id);
        mark(id);
        if (state) break;
        wait = FIRST_RETRY;
      }
    } catch {
      state = "away";
    }
    busy = false;
    tell();
    if (state === "closed") return;
    if (state) {
      wait = Math.min(wait * 2, LAST_RETRY);
      soon(wait);
    } else if ([...pending.values()].some((c) => !c.refused && !c.stands)) soon();
  }

  function tell(now = "") {
    const left = pending.size;
    const troubled = [...pending.values()].some((c) => c.refused || c.stands);
    const how = isFull && left ? "full" : state && left ? state : troubled ? "trouble" : !left ? "saved" : now === "saving" || busy ? "saving" : "waiting";
    const text = words[how] + (left && how !== "saving" ? ` ${left}` : "");
    if (saving.dataset.how !== how || saving.textContent !== text) {
      saving.dataset.how = how;
      saving.textContent = text;
    }
    for (const line of list.children) mark(line.dataset.key);
  }

  function mark(id) {
    show(id, (line) => {
      const change = pending.get(id);
      line.dataset.how = !change ? "saved" : change.refused || change.stands ? "trouble" : "waiting";
      let told = line.querySelector(".problem");
      if (change?.refused) {
        if (!told) line.append((told = Object.assign(document.createElement("p"), { className: "problem" })));
        told.setAttribute("role", "alert");
        told.textContent = change.refused;
      } else if (told) told.remove();
    });
  }

  // Lines
  const line_of = (id) => [...list.children].find((line) => line.dataset.key === id);
  const show = (id, how) => { const line = line_of(id); if (line) how(line); };
  const part = (line, what) => line.querySelector(`[name=${what}]`);
  const top = () => Math.max(0, ...[...list.children].map((line) => Number(line.dataset.position)));

  function clock() {
    const how = { hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
    let told;
    try {
      told = new Intl.DateTimeFormat("en-CA", { ...how, timeZone: words.zone || undefined }).formatToParts(new Date());
    } catch {
      told = new Intl.DateTimeFormat("en-CA", how).formatToParts(new Date());
    }
    const of = Object.fromEntries(told.map((p) => [p.type, p.value]));
    return { day: `${of.year}-${of.month}-${of.day}`, at: `${of.hour}:${of.minute}` };
  }

  function values_of(line) {
    return {
      key: line.dataset.key, position: Number(line.dataset.position), day: line.dataset.day || "", at: part(line, "at").value,
      party: part(line, "party").value.trim(), sort: part(line, "sort").value, text: part(line, "text").value,
      wording: line.dataset.wording || "", marking: Number(line.dataset.marking || marking.value),
    };
  }

  function fill(line, told) {
    for (const what of ["at", "party", "sort", "text"]) if (part(line, what).value !== told[what]) part(line, what).value = told[what];
    Object.assign(line.dataset, { key: told.key, position: told.position, day: told.day || "", marking: told.marking ?? "" });
    paint(line, told.wording || "");
    grow(part(line, "text"));
  }

  function paint(line, wording) {
    line.dataset.wording = wording;
    for (const tag of line.querySelectorAll(".wording")) tag.hidden = tag.dataset.wording !== wording;
  }

  function make(told, before = null) {
    const line = document.getElementById("line").content.firstElementChild.cloneNode(true);
    list.insertBefore(line, before);
    fill(line, { at: "", party: "", sort: "said", text: "", wording: "", day: "", ...told });
    return line;
  }

  const blank = () => {
    const last = list.lastElementChild;
    if (last && !part(last, "text").value && !pending.has(last.dataset.key) && !known.has(last.dataset.key)) return last;
    return make({ key: name(), position: top() + 1 });
  };

  function grow(text) {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
  }

  function typed(line) {
    const text = part(line, "text");
    if (text.value && !part(line, "at").value && !known.has(line.dataset.key)) {
      const now = clock();
      part(line, "at").value = now.at;
      line.dataset.day = now.day;
    }
    if (!line.dataset.marking) line.dataset.marking = marking.value;
    const values = values_of(line);
    if (!values.text.trim() && !known.has(values.key) && !pending.has(values.key)) return;
    touch(values.key, "line", values);
    grow(text);
    if (line === list.lastElementChild && values.text) make({ key: name(), position: top() + 1 });
    soon();
  }

  // “KGZ: …” or “Kyrgyzstan: …” at the start of a line says who speaks.
  function speaker(line) {
    const text = part(line, "text");
    const told = /^([^:\n]{2,60}):\s*/.exec(text.value);
    if (!told || part(line, "party").value) return;
    const said = told[1].trim().toLowerCase();
    for (const option of document.querySelectorAll("#parties option")) {
      if (option.value.toLowerCase() !== said && option.textContent.toLowerCase() !== said) continue;
      part(line, "party").value = option.value;
      text.value = text.value.slice(told[0].length);
      return typed(line);
    }
  }

  function go(line) {
    if (!line) return;
    const text = part(line, "text");
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  }

  list.addEventListener("input", (event) => typed(event.target.closest(".line")));
  list.addEventListener("change", (event) => { if (event.target.name !== "text") typed(event.target.closest(".line")); });
  list.addEventListener("submit", (event) => event.preventDefault());
  list.addEventListener("focusout", (event) => { if (event.target.name === "text") speaker(event.target.closest(".line")); });
  list.addEventListener("keydown", (event) => {
    const line = event.target.closest(".line");
    if (event.isComposing || !line) return;
    if (event.altKey && !event.ctrlKey && !event.metaKey) {
      const sort = SORTS[Number(/^Digit([1-4])$/.exec(event.code)?.[1]) - 1];
      const wording = { KeyG: "agreed", KeyB: "bracketed" }[event.code];
      if (!sort && !wording) return;
      event.preventDefault();
      if (sort) part(line, "sort").value = sort;
      if (wording && part(line, "text").value.trim()) paint(line, wording);
      return typed(line);
    }
    if (event.key === "Enter" && !event.shiftKey && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      speaker(line);
      go(event.target.name === "text" ? line.nextElementSibling || blank() : line);
      return soon(0);
    }
    if (event.target.name !== "text" || event.shiftKey) return;
    const text = event.target;
    const at = text.selectionStart === text.selectionEnd ? text.selectionStart : -1;
    const to = event.key === "ArrowUp" && at === 0 ? line.previousElementSibling : event.key === "ArrowDown" && at === text.value.length ? line.nextElementSibling : null;
    if (to) {
      event.preventDefault();
      go(to);
    }
  });

  // Another's change: both stand side by side until a person has chosen.
  function differ(id, stands) {
    const change = pending.get(id);
    change.stands = stands;
    if (change.kind === "seat") return seat_differs(id, stands);
    show(id, (line) => {
      line.querySelector(".theirs")?.remove();
      const theirs = document.createElement("div");
      theirs.className = "theirs";
      theirs.setAttribute("role", "alert");
      const said = document.createElement("p");
      said.append(Object.assign(document.createElement("strong"), { textContent: stands.by }), ` ${words.theirs} `, Object.assign(document.createElement("q"), { textContent: stands.text || words.gone }));
      theirs.append(said);
      const button = (text, act) => {
        const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
        made.addEventListener("click", () => { act(line, stands); theirs.remove(); go(line); tell(); soon(0); });
        theirs.append(made, " ");
      };
      button(words.mine, keep_mine);
      button(words.their, take_theirs);
      button(words.both, keep_both);
      line.append(theirs);
    });
  }

  function keep_mine(line, stands) {
    const change = pending.get(line.dataset.key);
    Object.assign(change, { knows: [stands.edit], edit: name(), sent: false });
    delete change.stands;
    keep();
  }
  function take_theirs(line, stands) {
    pending.delete(line.dataset.key);
    known.set(line.dataset.key, stands.edit);
    fill(line, stands);
    keep();
  }
  function keep_both(line, stands) {
    const mine = { ...values_of(line), key: name(), wording: "" };
    touch(mine.key, "line", mine);
    make(mine, line.nextElementSibling);
    take_theirs(line, stands);
  }

  // Who is present
  const seat_of = (number) => seats?.querySelector(`[data-number="${number}"]`);
  const seat_id = (number) => `seat ${number}`;

  function sit(row, value, instead) {
    row.className = `seat is-${value}`;
    row.dataset.state = value;
    row.querySelector("select").value = value;
    const by = row.querySelector("input:not([type=hidden])");
    by.classList.toggle("plain", value !== "replaced");
    if (instead !== undefined) by.value = instead;
  }
  function seated(row, value) {
    sit(row, value);
    const number = row.dataset.number;
    touch(seat_id(number), "seat", { number: Number(number), state: value, replaced_by: row.querySelector("input:not([type=hidden])").value });
    soon();
  }
  // What another has set stands; one sees it change and may set it again.
  function seat_differs(id, stands) {
    pending.delete(id);
    known.set(id, stands.state);
    const row = seat_of(stands.number);
    if (row) {
      sit(row, stands.state, stands.replaced_by);
      row.classList.add("changed");
    }
    keep();
  }

  if (seats) {
    const rows = [...seats.children];
    const choose = (row) => {
      for (const other of rows) other.tabIndex = other === row ? 0 : -1;
      row.focus();
    };
    for (const row of rows) {
      known.set(seat_id(row.dataset.number), row.dataset.state);
      row.querySelector("select").tabIndex = -1;
    }
    seats.addEventListener("change", (event) => {
      const row = event.target.closest(".seat");
      seated(row, row.querySelector("select").value);
    });
    seats.closest("form").addEventListener("submit", (event) => event.preventDefault());
    seats.addEventListener("keydown", (event) => {
      const row = event.target.closest(".seat");
      if (event.altKey || event.ctrlKey || event.metaKey || !row) return;
      if (event.target.tagName === "INPUT") {
        if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); choose(row); }
        return;
      }
      if (event.target !== row) return;
      const at = rows.indexOf(row);
      const to = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows.at(-1) }[event.key];
      if (to) { event.preventDefault(); return choose(to); }
      const value = STATES[/^Key([A-Z])$/.exec(event.code)?.[1]];
      if (!value) return;
      event.preventDefault();
      row.classList.remove("changed");
      seated(row, value);
      if (value === "replaced") row.querySelector("input:not([type=hidden])").focus();
    });
  }

  // Between the minutes and who is present
  let last = null;
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyW" || !seats) return;
    event.preventDefault();
    if (event.target.closest("#seats")) return go(last || blank());
    last = event.target.closest(".line");
    seats.querySelector("[tabindex='0']").focus();
  });

  // What others write comes in while one has nothing unsent.
  async function look() {
    if (document.hidden || busy || pending.size || !navigator.onLine) return;
    try {
      const answer = await ask(words.lines);
      if (answer.type === "opaqueredirect" || !answer.ok || busy || pending.size) return;
      merge(await answer.json());
    } catch { /* not connected: the next look may be */ }
  }

  function merge(told) {
    if (pending.size) return;
    csrf = told.csrf;
    const there = new Set(told.lines.map((l) => l.key));
    for (const l of told.lines) {
      const line = line_of(l.key);
      if (line && known.get(l.key) === l.edit) continue;
      if (line) fill(line, l);
      else make(l, [...list.children].find((c) => Number(c.dataset.position) > l.position || (!known.has(c.dataset.key) && !part(c, "text").value)) || null);
      known.set(l.key, l.edit);
    }
    for (const line of [...list.children]) {
      const id = line.dataset.key;
      if (!known.has(id) || there.has(id)) continue;
      known.delete(id);
      if (!line.contains(document.activeElement)) line.remove();
    }
    for (const s of told.seats) {
      const row = seat_of(s.number);
      if (row && row.dataset.state !== s.state) { sit(row, s.state, s.replaced_by); row.classList.add("changed"); }
      known.set(seat_id(s.number), s.state);
    }
  }

  function begin() {
    for (const shown of document.querySelectorAll(".scripted")) shown.hidden = false;
    saving.hidden = false;
    box.classList.add("live");
    for (const line of list.children) {
      known.set(line.dataset.key, line.dataset.edit);
      line.dataset.wording = part(line, "wording").value;
    }
    recover();
    for (const [id, change] of pending) {
      delete change.stands;
      if (change.kind === "seat") {
        const row = seat_of(change.values.number);
        if (row) sit(row, change.values.state, change.values.replaced_by);
        continue;
      }
      const line = line_of(id);
      if (line) fill(line, change.values);
      else if (change.values.text) make(change.values, [...list.children].find((c) => Number(c.dataset.position) > change.values.position) || null);
    }
    for (const line of list.children) grow(part(line, "text"));
    go(blank());
    keep();
    tell();
    soon(0);
    setInterval(look, LOOK);
  }
  addEventListener("online", () => { wait = FIRST_RETRY; soon(0); });
  document.addEventListener("visibilitychange", () => (pending.size ? soon(0) : look()));
  begin();
})();
