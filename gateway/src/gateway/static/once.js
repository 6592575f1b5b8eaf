/* One tap is enough. The server would make one order of two taps anyway; this shows that it works. */
export function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    const button = form.querySelector("button[data-busy]") ?? event.submitter;
    if (!button) return;
    button.setAttribute("aria-busy", "true");
    if (button.dataset.busy) button.textContent = button.dataset.busy;
  });
  /* Coming back from the page after must not leave a dead form. */
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
