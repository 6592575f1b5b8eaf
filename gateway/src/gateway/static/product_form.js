/* Asks for what the category needs as soon as it is chosen; without this the server asks in a second step. */
const form = document.querySelector("form[data-product-form]");
const spoken = (data) => Object.entries(JSON.parse(data)).map(([key, values]) => {
  const box = form.querySelector(`[name="details-${key}"]`) ?? form.querySelector(`[name="${key}"]`);
  const value = !box ? "" : box.type === "checkbox" ? (box.checked ? "true" : "") : box.value.trim();
  return value !== "" && (values.includes("any") || values.includes(value));
});
const ask = () => form.querySelectorAll("[data-when], [data-unless]").forEach((one) => {
  const wanted = !one.dataset.when || spoken(one.dataset.when).every(Boolean);
  const lifted = one.dataset.unless && spoken(one.dataset.unless).every(Boolean);
  one.hidden = (!wanted || Boolean(lifted)) && !one.querySelector("[aria-invalid]");
});
/* The name of the food follows the title until somebody writes another one. */
const follow = () => {
  const name = form.querySelector("#details-legal_name, #details-variety");
  const title = form.querySelector("#title");
  if (name && name.dataset.own === undefined && title) name.value = title.value;
};
const typed = (event) => { if (/^details-(legal_name|variety)$/.test(event.target.id)) event.target.dataset.own = ""; };
async function fetchPart() {
  const category = form.querySelector("#category").value;
  if (!category) return;
  const said = new FormData(form);
  const query = new URLSearchParams({ category, title: form.querySelector("#title").value });
  const answer = await fetch(`${form.dataset.part}?${query}`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#angaben");
  form.querySelector("#angaben").replaceWith(fresh);
  for (const name of ["description", "ingredients", "origin"]) {
    const field = fresh.querySelector(`[name="${name}"]`);
    if (field && said.get(name)) field.value = said.get(name);
  }
  ask();
}
if (form) {
  if (form.dataset.part) {
    form.querySelector("#category").addEventListener("change", fetchPart);
    form.querySelector("#title").addEventListener("input", follow);
  }
  form.addEventListener("input", typed);
  form.addEventListener("input", ask);
  ask();
}
