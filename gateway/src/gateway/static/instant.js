/* Results that follow what is typed and chosen: the same page is fetched and its parts are put in
   place. Without this, and after any mishap, the form is a form. */
const PAUSE = 120;
const TEXT = "input:not([type=radio], [type=checkbox])";

const wanted = () => !matchMedia("(prefers-reduced-motion: reduce)").matches && !navigator.connection?.saveData;

export function instant(form) {
  if (!wanted()) return;
  const results = document.getElementById("treffer");
  const said = document.getElementById("ansage");
  const root = document.documentElement;
  root.classList.add("instant");
  remember(document);
  const stop = new AbortController();
  let timer, current;

  const update = async (typing) => {
    clearTimeout(timer);
    current?.abort();
    const mine = (current = new AbortController());
    results.setAttribute("aria-busy", "true");
    try {
      const headers = { Accept: "text/html", ...(typing && { "X-Typing": "1" }) };
      const answer = await fetch(addressOf(form), { signal: mine.signal, headers });
      const text = await answer.text();
      if (mine.signal.aborted) return;
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(text, "text/html");
      swap(page);
      const { pathname, search } = new URL(answer.url);
      history.replaceState(history.state, "", pathname + search);
      document.title = page.title;
      said.textContent = said.dataset.said.replace("{n}", results.dataset.total || "0");
    } catch (problem) {
      if (problem.name === "AbortError") return;
      root.classList.remove("instant");
      stop.abort();
    }
    if (current === mine) results.removeAttribute("aria-busy");
  };

  document.addEventListener("input", ({ target, isComposing }) => {
    if (isComposing || target.form !== form || target.name !== "q") return;
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE, true);
  }, { signal: stop.signal });
  document.addEventListener("change", ({ target }) => {
    if (target.form === form) update(false);
  }, { signal: stop.signal });
  foldAway(form, results, stop.signal);
}

/* On phones the filters lie over the results, which are there already: fold them away. */
function foldAway(form, results, until) {
  const drawer = form.closest("details");
  form.addEventListener("submit", (event) => {
    const folds = drawer.open && drawer.querySelector("summary").checkVisibility();
    if (event.submitter?.id !== "zeigen" || !folds) return;
    event.preventDefault();
    drawer.open = false;
    results.tabIndex = -1;
    results.focus({ preventScroll: true });
    results.scrollIntoView({ block: "start" });
  }, { signal: until });
}

function addressOf(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => value && !(name === "sort" && value === "best"));
  return `${form.action}?${new URLSearchParams(fields)}`;
}

/* What the server last said about each part: what somebody unfolded in it is no difference. */
const shown = new Map();
const remember = (page) => page.querySelectorAll("[data-part]").forEach((part) => shown.set(part.id, part.innerHTML));

/* Each part takes over its new content. Whoever types goes on typing, the focus stays. */
function swap(page) {
  const active = document.activeElement;
  for (const part of page.querySelectorAll("[data-part]")) {
    const old = document.getElementById(part.id);
    if (!old || (old.contains(active) && active.matches(TEXT))) continue;
    if (part.dataset.total !== undefined) old.dataset.total = part.dataset.total;
    const group = old.closest(".group");
    if (group) group.hidden = part.closest(".group").hidden;
    const fresh = part.innerHTML;
    if (shown.get(part.id) === fresh) continue;
    shown.set(part.id, fresh);
    old.replaceChildren(...part.childNodes);
  }
  if (active === document.activeElement) return;
  const again = active.id && document.getElementById(active.id);
  (again || document.getElementById("q")).focus({ preventScroll: true });
}
