/* Plus and minus beside a number field: one tap instead of a keyboard. Without a script the field is enough. */
export function step(button) {
  const field = document.getElementById(button.dataset.for);
  if (!field) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const wanted = (Number(field.value) || 0) + Number(button.dataset.step);
    field.value = Math.min(Number(field.max), Math.max(Number(field.min), wanted));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
