/* Suggestions below a search field: an ARIA 1.2 combobox with a list of options. */
const PAUSE = 120, SHORTEST = 2, MOST = 9;
let lists = 0;

export function suggest(input) {
  const home = input.closest(".find") ?? input.form;
  const list = document.createElement("ul");
  list.id = `vorschlaege-${++lists}`;
  list.className = "suggest";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
  list.hidden = true;
  home.append(list);
  home.classList.add("suggesting");
  const names = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-haspopup": "listbox" };
  Object.entries(names).forEach(([name, value]) => input.setAttribute(name, value));

  let timer, current, chosen = -1;
  const options = () => [...list.children];

  const close = () => {
    clearTimeout(timer);
    current?.abort();
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    const all = options();
    if (!all.length) return;
    chosen = (number + all.length) % all.length;
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };

  const take = (option) => {
    if (option.dataset.href) return location.assign(option.dataset.href);
    /* Other words for the same question: its filters stay. */
    input.value = option.dataset.words;
    close();
    input.form.requestSubmit();
  };

  const show = (entries) => {
    list.replaceChildren(...entries.map((entry, n) => option(entry, `${list.id}-${n}`, take)));
    list.hidden = entries.length === 0;
    input.setAttribute("aria-expanded", String(entries.length > 0));
    input.removeAttribute("aria-activedescendant");
    chosen = -1;
  };

  const ask = async () => {
    const q = input.value.trim();
    if (q.length < SHORTEST) return close();
    current?.abort();
    const mine = (current = new AbortController());
    try {
      const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(q)}`, { signal: mine.signal });
      const found = answer.ok ? await answer.json() : null;
      if (!mine.signal.aborted && document.activeElement === input) show(found ? entriesOf(found, input.dataset) : []);
    } catch (problem) {
      if (problem.name !== "AbortError") close(); /* no suggestions is no misfortune: the form still searches */
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    /* Where the results themselves follow the typing, a list over them would be in the way. */
    if (document.documentElement.classList.contains("instant")) return close();
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); return close(); }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      if (list.hidden) await ask();
      return list.hidden ? undefined : choose(chosen + 1);
    }
    if (list.hidden) return;
    if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? -1 : chosen - 1); }
    if (event.key === "Enter") {
      if (chosen >= 0) { event.preventDefault(); take(options()[chosen]); } else close();
    }
  });
}

function entriesOf(found, words) {
  const entries = [];
  if (found.corrected) entries.push({ name: found.corrected, kind: words.corrected, words: found.corrected });
  for (const c of found.categories ?? []) entries.push({ name: c.name, kind: words.categories, href: `/kategorie/${c.key}` });
  for (const s of (found.shops ?? []).slice(0, 3)) entries.push({ name: s.name, kind: words.shops, more: s.place, href: `/laden/${s.slug}` });
  for (const p of found.products ?? []) {
    entries.push({ name: p.name, kind: priceOf(p, words) || words.products, more: p.shop?.name ?? p.shop, href: `/produkt/${p.product_id}/${p.slug || "-"}`, picture: p.image_url || `/bilder/${p.picture || "korb"}.svg` });
  }
  const named = new Set(entries.map((entry) => entry.name.toLowerCase()));
  const terms = (found.terms ?? []).filter((term) => !named.has(term.toLowerCase())).slice(0, 3);
  return [...terms.map((term) => ({ name: term, kind: words.terms, words: term })), ...entries].slice(0, MOST);
}

/* Of several variants the lowest, of work where it begins. */
function priceOf(product, words) {
  const said = price(product.price);
  if (product.on_request && !product.price?.amount) return words.asked;
  return product.on_request || product.price_is_lowest ? words.from.replace("{n}", said) : said;
}

function price(money) {
  if (!money) return "";
  const options = { style: "currency", currency: money.currency ?? "EUR" };
  return new Intl.NumberFormat(document.documentElement.lang, options).format((money.amount ?? money) / 100);
}

function option(entry, id, take) {
  const item = document.createElement("li");
  item.id = id;
  if (entry.href) item.dataset.href = entry.href; else item.dataset.words = entry.words;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  if (entry.picture) {
    const picture = Object.assign(new Image(40, 40), { alt: "", src: entry.picture });
    item.append(picture);
  }
  const label = document.createElement("span");
  label.textContent = entry.name;
  if (entry.more) {
    const more = document.createElement("small");
    more.textContent = entry.more;
    label.append(" ", more);
  }
  const hint = document.createElement("small");
  hint.textContent = entry.kind ?? "";
  item.append(label, " ", hint);
  item.addEventListener("mousedown", (event) => event.preventDefault());
  item.addEventListener("click", () => take(item));
  return item;
}
