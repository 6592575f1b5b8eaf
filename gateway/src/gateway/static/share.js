/* The link to pass on: the phone's own share sheet, else into the clipboard; without scripts a link. */
document.querySelectorAll("a[data-share]").forEach((link) => {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    if (navigator.share) return navigator.share({ title: document.title, url: link.href }).catch(() => {});
    await navigator.clipboard.writeText(link.href);
    link.nextElementSibling.textContent = link.dataset.share;
  });
});
