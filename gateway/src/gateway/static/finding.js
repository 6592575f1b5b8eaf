/* What makes finding quicker; each part works without the others. */
import { instant } from "./instant.js";
import { offerPosition } from "./position.js";

/* Short addresses: what is empty or goes without saying is not sent. */
document.querySelectorAll("form[action='/suche']").forEach((form) => {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (!value || (name === "sort" && value === "best")) formData.delete(name);
    }
  });
});
document.querySelectorAll("form[data-instant]").forEach(instant);
document.querySelectorAll("[data-position]").forEach(offerPosition);
