/* Marks and list entries that belong together light up together; nothing depends on it. */
const entries = [...document.querySelectorAll(".map-list li")];
const marks = [...document.querySelectorAll(".mark")];

const light = (number, on) => {
  entries[number - 1]?.classList.toggle("lit", on);
  marks.filter((mark) => mark.dataset.numbers.split(" ").includes(String(number))).forEach((mark) => mark.classList.toggle("lit", on));
};
const watch = (element, numbers) => {
  for (const [begin, end] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
    element.addEventListener(begin, () => numbers.forEach((number) => light(number, true)));
    element.addEventListener(end, () => numbers.forEach((number) => light(number, false)));
  }
};

entries.forEach((entry, index) => watch(entry, [index + 1]));
marks.forEach((mark) => watch(mark, mark.dataset.numbers.split(" ").map(Number)));
