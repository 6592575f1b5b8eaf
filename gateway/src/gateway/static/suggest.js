/* Suggestions while typing: a list below the search field, usable by keyboard (ARIA combobox). */
const PAUSE = 160;
let lists = 0;

export function suggest(input) {
  const form = input.form;
  const list = document.createElement("ul");
  list.id = `vorschlaege-${++lists}`;
  list.className = "suggest";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
  list.hidden = true;
  form.append(list);
  form.classList.add("suggesting");
  const names = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  Object.entries(names).forEach(([name, value]) => input.setAttribute(name, value));

  let timer, current, chosen = -1;
  const options = () => [...list.children];

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    const all = options();
    chosen = (number + all.length) % all.length;
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
    input.setAttribute("aria-activedescendant", all[chosen].id);
  };

  const show = (entries) => {
    list.replaceChildren(...entries.map((entry, n) => option(entry, `${list.id}-${n}`)));
    list.hidden = entries.length === 0;
    input.setAttribute("aria-expanded", String(entries.length > 0));
    chosen = -1;
  };

  const ask = async () => {
    const q = input.value.trim();
    if (q.length < 2) return close();
    current?.abort();
    current = new AbortController();
    try {
      const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(q)}`, { signal: current.signal });
      if (answer.ok) show(entriesOf(await answer.json(), input.dataset));
    } catch {
      close(); /* no suggestions is no misfortune: the form still searches */
    }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? -1 : chosen - 1); }
    if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.assign(options()[chosen].dataset.href); }
  });
}

function entriesOf(found, words) {
  const entries = [];
  for (const c of found.categories ?? []) entries.push([c.name, words.categories, `/kategorie/${c.key}`]);
  for (const p of found.products ?? []) entries.push([p.name, words.products, `/produkt/${p.product_id}/${p.slug || "-"}`]);
  for (const s of found.shops ?? []) entries.push([s.name, words.shops, `/laden/${s.slug}`]);
  return entries.slice(0, 8);
}

function option([name, kind, href], id) {
  const item = document.createElement("li");
  item.id = id;
  item.dataset.href = href;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const label = document.createElement("span");
  label.textContent = name;
  const hint = document.createElement("small");
  hint.textContent = kind;
  item.append(label, " ", hint);
  item.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(href); });
  return item;
}
