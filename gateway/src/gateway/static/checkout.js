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
    pending ||= event.target.matches(leads);
    clearTimeout(typing);
    followed();
  });
}
