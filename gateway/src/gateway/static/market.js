/* Small comforts on top of pages that work without any of this. */
import { suggest } from "./suggest.js";
import { rememberTicks } from "./ticks.js";
import { offerCopy } from "./copy.js";
import { sendOnce } from "./once.js";
import { step } from "./stepper.js";

document.querySelectorAll("input[data-suggest]").forEach(suggest);
document.querySelectorAll("input[data-tick]").forEach(rememberTicks);
document.querySelectorAll("button[data-copy]").forEach(offerCopy);
document.querySelectorAll("form[data-once]").forEach(sendOnce);
document.querySelectorAll("button[data-step]").forEach(step);

/* The summary of what is wrong is the first thing to read after a refused form. */
document.querySelector(".alert.bad[tabindex]")?.focus();

/* A link into a folded part opens it. */
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  target?.closest("details")?.setAttribute("open", "");
  if (target instanceof HTMLDetailsElement) target.open = true;
  target?.scrollIntoView?.({ block: "nearest" });
};
addEventListener("hashchange", unfold);
if (location.hash) unfold();
