/* The baker's ticks survive a reload: they are kept in this browser, for this day. */
export function rememberTicks(box) {
  const key = `haken:${box.dataset.tick}`;
  try {
    box.checked = localStorage.getItem(key) === "1";
    box.addEventListener("change", () => {
      if (box.checked) localStorage.setItem(key, "1");
      else localStorage.removeItem(key);
    });
  } catch {
    /* private windows may refuse storage; the tick then lasts as long as the page */
  }
}
