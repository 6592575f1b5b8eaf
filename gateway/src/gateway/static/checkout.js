/* The summary follows what is chosen; without this a button does the same. */
const form = document.querySelector("form[data-summary]");
const button = form?.querySelector("[data-refresh]");
let asked = 0;

const follow = async () => {
  const mine = ++asked;
  const answer = await fetch(form.dataset.summary, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "error" });
  if (!answer.ok || mine !== asked) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["zusammenfassung", "zurueckgelegt"]) {
    const now = fresh.getElementById(id);
    const shown = document.getElementById(id);
    if (now && shown) shown.replaceChildren(...now.childNodes);
  }
};

if (form && button) {
  /* An address may change the choices above as well: then the whole page is asked for again. */
  button.hidden = !form.querySelector("[name^=address-]");
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=radio], [name^=buyer-]")) follow().catch(() => { button.hidden = false; });
  });
}
