/* The summary follows what is chosen; without this a button does the same. */
const form = document.querySelector("form[data-summary]");
const button = form?.querySelector("[data-refresh]");
const told = ["zusammenfassung", "zurueckgelegt", "zahlwege"];
/* How it can be had depends on the postal code, and on who takes money where. */
const leads = "[name=payment], [name=address-postal_code]";
let pending = false;
let asked = 0;

const take = (fresh, id) => {
  const now = fresh.getElementById(id);
  const shown = document.getElementById(id);
  if (now && shown) shown.replaceChildren(...now.childNodes);
};

const follow = async () => {
  const mine = ++asked;
  const answer = await fetch(form.dataset.summary, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "error" });
  if (!answer.ok || mine !== asked) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  [...told, ...(pending ? ["wege"] : [])].forEach((id) => take(fresh, id));
  pending = false;
  /* Who wants it brought is asked where to. */
  if (fresh.getElementById("anschrift")?.open) document.getElementById("anschrift").open = true;
};

/* Who chooses times for single shops has left the plan; who ticks a plan leaves those times. */
const mark = (target) => {
  const label = form.querySelector("[data-own]");
  const mine = label?.querySelector("input");
  if (!mine || !target.matches("#wege select, [name=plan]")) return;
  const choices = [...form.querySelectorAll("#wege select")];
  const plan = form.querySelector("[name=plan]:checked");
  if (target.name === "plan" && target !== mine) choices.forEach((choice) => { choice.value = ""; });
  if (plan && plan !== mine) mine.value = `eigene|${plan.value}`;
  label.hidden = !choices.some((choice) => choice.value);
  if (!label.hidden) mine.checked = true;
  else if (plan === mine) {
    mine.checked = false;
    form.querySelectorAll("[name=plan]").forEach((one) => { one.checked = mine.value === `eigene|${one.value}`; });
  }
};

const followed = () => follow().catch(() => { button.hidden = false; });

if (form && button) {
  let typing;
  button.hidden = true;
  /* Whoever has typed the address and presses the button has seen what it costs. */
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[name^=address-]")) return;
    clearTimeout(typing);
    typing = setTimeout(followed, 600);
  });
  form.addEventListener("change", (event) => {
    if (!event.target.matches("select, [type=radio], [name^=address-], [name^=buyer-]")) return;
    mark(event.target);
    pending ||= event.target.matches(leads);
    clearTimeout(typing);
    followed();
  });
}
