// The page reads without this script. It adds filters, keys, links that follow the eye both ways, and
// the note that floats beside a figure.
(() => {
  const root = document.documentElement, all = (s, e) => [...(e || document).querySelectorAll(s)], get = id => document.getElementById(id);
  root.classList.add("js");
  const cards = all(".card"), doc = get("doc"), about = get("about"), keys = get("keys"), live = get("live"), at = get("at"), words = document.body.dataset;
  const box = c => c.firstElementChild, head = c => box(c).firstElementChild, seen = () => cards.filter(c => !c.hidden);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches, narrow = () => matchMedia("(max-width: 640px)").matches;
  let current = null, lit = [], pinned = null, shown = null, timer = 0, ready = false;

  const light = (e, ...names) => { if (e) { e.classList.add(...names); lit.push([e, names]); } };
  const count = () => { const list = seen(), i = list.indexOf(current); if (at) at.textContent = (i < 0 ? "" : i + 1 + " / ") + list.length; };
  function mark(c) {
    for (const [e, names] of lit) e.classList.remove(...names);
    lit = []; current = c; count();
    if (!c) return;
    const d = c.dataset, sel = (d.sel && get(d.sel)) || get(d.w);
    for (const f of (d.figs || "").split(" ")) if (f) light(get(f), "part");
    if (d.cause) light(get(d.cause), "cause");
    const place = get(d.w), line = place && place.closest(".p, td, th");
    if (line) light(line, "on", "s-" + d.sev.replace("X", "I"));
    if (sel && (sel.matches("a.k") || sel.matches("mark") && sel.textContent.length < 17)) light(sel, "sel");
  }
  function show(e) {
    if (!e) return;
    const cell = e.closest("td, th") || e, pane = cell.closest(".tb");
    if (pane) { const r = cell.getBoundingClientRect(), b = pane.getBoundingClientRect(); if (r.left < b.left + 40 || r.right > b.right - 8) pane.scrollLeft += r.left + r.width / 2 - b.left - b.width / 2; }
    e.scrollIntoView({ block: "center", inline: "nearest", behavior: still || !ready ? "auto" : "smooth" });
  }
  function select(c, jump) { mark(c); if (jump && innerWidth > 900) show(get(c.dataset.w)); }
  function toCard(c) { if (!c) return; if (c.hidden) { c.hidden = false; } box(c).open = true; select(c, false); head(c).focus({ preventScroll: true }); c.scrollIntoView({ block: "nearest" }); }
  cards.forEach(c => box(c).addEventListener("toggle", () => { if (box(c).open) select(c, true); else if (c === current) mark(null); }));

  // filters
  const pills = all(".pill");
  function filter(say) {
    const on = new Set(pills.filter(p => p.getAttribute("aria-pressed") === "true").map(p => p.dataset.sev));
    cards.forEach(c => { c.hidden = !on.has(c.dataset.sev); });
    pills.forEach(p => doc && doc.classList.toggle("off-" + p.dataset.sev, !on.has(p.dataset.sev)));
    if (current && current.hidden) mark(null);
    count();
    if (say && live) live.textContent = words.shown.replace("%", seen().length);
    const none = get("none"); if (none) none.hidden = seen().length > 0;
  }
  pills.forEach(p => p.addEventListener("click", () => { p.setAttribute("aria-pressed", p.getAttribute("aria-pressed") !== "true"); filter(true); }));
  filter(false);

  // the note beside a figure
  function place(a) {
    if (narrow()) { about.style.left = about.style.top = ""; return; }
    const r = a.getClientRects()[0] || a.getBoundingClientRect(), h = about.offsetHeight, w = about.offsetWidth;
    const below = r.bottom + 8 + h < innerHeight || r.top < h + 8;
    about.style.top = Math.max(8, below ? Math.min(r.bottom + 8, innerHeight - h - 8) : r.top - h - 8) + "px";
    about.style.left = Math.max(8, Math.min(r.left, innerWidth - w - 8)) + "px";
  }
  function note(a) {
    const row = get(a.getAttribute("href").slice(1));
    if (!row || !about) return false;
    const body = about.lastElementChild; body.replaceChildren(...[...row.cloneNode(true).childNodes]);
    all("[id]", body).forEach(e => e.removeAttribute("id"));
    if (shown) shown.classList.remove("open");
    shown = a; a.classList.add("open"); about.hidden = false; place(a);
    return true;
  }
  function close(back) {
    clearTimeout(timer);
    if (!about || about.hidden) return false;
    about.hidden = true; shown.classList.remove("open");
    const was = pinned; pinned = null; shown = null;
    if (back && was) was.focus();
    return true;
  }
  if (doc && about) {
    const fig = e => e.target.closest && e.target.closest("a.k");
    doc.addEventListener("mouseover", e => { const a = fig(e); if (a && !pinned && !narrow()) { clearTimeout(timer); timer = setTimeout(() => note(a), 120); } });
    doc.addEventListener("mouseout", e => { if (fig(e) && !pinned) { clearTimeout(timer); timer = setTimeout(() => { if (!about.matches(":hover")) close(); }, 220); } });
    about.addEventListener("mouseleave", () => { if (!pinned) close(); });
    doc.addEventListener("focusin", e => { const a = fig(e); if (a && a.matches(":focus-visible") && !pinned) note(a); else if (!a && !pinned) close(); });
    doc.addEventListener("click", e => {
      const a = fig(e);
      if (a && note(a)) { e.preventDefault(); pinned = a; about.focus({ preventScroll: true }); return; }
      const m = e.target.closest("mark[data-d]"); if (m && !e.target.closest("a") && !String(getSelection())) toCard(get("d" + m.dataset.d.split(" ")[0]));
    });
    doc.addEventListener("scroll", () => { if (!pinned) close(); }, { passive: true });
    about.firstElementChild.addEventListener("click", () => close(true));
    document.addEventListener("mousedown", e => { if (pinned && !about.contains(e.target) && !(fig(e))) close(); });
  }

  // links between the panes
  document.addEventListener("click", e => {
    const a = e.target.closest && e.target.closest('a[href^="#"]');
    if (!a || e.defaultPrevented) return;
    const id = a.getAttribute("href").slice(1), t = get(id);
    if (!t) return;
    if (t.matches(".card")) { e.preventDefault(); close(); toCard(t); }
    else if (doc && doc.contains(t)) { e.preventDefault(); close(); const c = a.closest(".card"); if (c) { mark(c); } show(t); focusOn(t); }
    else { for (let p = t.closest("details"); p; p = p.parentElement.closest("details")) p.open = true; }
  });
  function focusOn(t) { const f = t.matches("a") ? t : t.querySelector("a") || t; if (!f.matches("a")) f.tabIndex = -1; f.focus({ preventScroll: true }); }

  // keys
  const off = get("keysoff"); let quiet = false;
  try { quiet = localStorage.getItem("mingzhang-keys") === "off"; } catch (e) { /* pages opened from a folder may have no storage */ }
  if (off) { off.checked = quiet; off.addEventListener("change", () => { quiet = off.checked; try { localStorage.setItem("mingzhang-keys", quiet ? "off" : "on"); } catch (e) { /* as above */ } }); }
  all("[data-keys]").forEach(b => b.addEventListener("click", () => keys.showModal()));
  if (keys) keys.querySelector("button").addEventListener("click", () => keys.close());
  const step = n => { const list = seen(), i = list.indexOf(current), c = list[i < 0 ? (n > 0 ? 0 : list.length - 1) : Math.min(Math.max(i + n, 0), list.length - 1)]; if (c) { mark(c); head(c).focus({ preventScroll: true }); c.scrollIntoView({ block: "nearest" }); if (box(c).open) select(c, true); } };
  const walk = n => { const list = all("a.k", doc), i = list.indexOf(document.activeElement), a = list[i < 0 ? 0 : Math.min(Math.max(i + n, 0), list.length - 1)]; if (a) { a.focus({ preventScroll: true }); a.scrollIntoView({ block: "nearest" }); note(a); } };
  document.addEventListener("keydown", e => {
    if (e.key === "Escape") { if (close(true)) e.preventDefault(); return; }
    if (quiet || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, dialog[open]")) return;
    const k = e.key.length === 1 ? e.key.toLowerCase() : e.key;
    if (k === "j") step(1); else if (k === "k") step(-1);
    else if (k === "o" && current) { const t = get(current.dataset.w); if (t) { show(t); focusOn(t); } }
    else if (k === "[") walk(-1); else if (k === "]") walk(1);
    else if (k === "?" || k === "？") keys.showModal();
    else return;
    e.preventDefault();
  });

  // paper shows all findings of the filter, opened; then the screen is as it was
  let opened = [];
  addEventListener("beforeprint", () => { opened = all("details:not(.numbers):not([open])"); opened.forEach(d => { d.open = true; }); });
  addEventListener("afterprint", () => { opened.forEach(d => { d.open = false; }); opened = []; });
  const here = location.hash && get(location.hash.slice(1));
  if (here && here.matches(".card")) toCard(here); else { const first = cards.find(c => !c.hidden && box(c).open); if (first) select(first, true); else count(); }
  setTimeout(() => { ready = true; }, 400);
})();
