/* Marks and list entries that belong together light up together; nothing depends on it. */
const entries = new Map([...document.querySelectorAll(".map-list [data-number]")].map((entry) => [entry.dataset.number, entry]));
const marks = [...document.querySelectorAll(".mark")];

const light = (number, on) => {
  entries.get(number)?.classList.toggle("lit", on);
  marks.filter((mark) => mark.dataset.numbers.split(" ").includes(number)).forEach((mark) => mark.classList.toggle("lit", on));
};
const watch = (element, numbers) => {
  for (const [begin, end] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
    element.addEventListener(begin, () => numbers.forEach((number) => light(number, true)));
    element.addEventListener(end, () => numbers.forEach((number) => light(number, false)));
  }
};

entries.forEach((entry, number) => watch(entry, [number]));
marks.forEach((mark) => watch(mark, mark.dataset.numbers.split(" ")));
