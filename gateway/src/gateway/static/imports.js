/* Asks how far the import is, without loading the page anew; without scripts the page does. */
const again = async () => {
  try {
    const reply = await fetch(location.href, { headers: { accept: "text/html" } });
    const next = new DOMParser().parseFromString(await reply.text(), "text/html");
    const now = document.querySelector("[data-progress]");
    const then = next.querySelector("[data-progress]");
    if (!now || !then) return location.reload();
    now.replaceChildren(...then.childNodes);
  } catch { /* The line is gone for a moment: the next try may find it. */ }
  setTimeout(again, 1000);
};
setTimeout(again, 800);
