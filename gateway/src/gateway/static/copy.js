/* Copy a link with one tap. The button stays hidden without scripts: the field can be marked by hand. */
export function offerCopy(button) {
  const source = document.getElementById(button.dataset.copy);
  const said = document.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.value);
      said.textContent = button.dataset.done;
    } catch {
      source.select();
      said.textContent = button.dataset.failed;
    }
  });
}
