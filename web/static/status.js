// What is being done, what is done, what went wrong: a line above the box to write in, heard by a screen reader.

const AWHILE = 10_000; // ms

const line = document.getElementById("status");
let passes = 0;

// `quietly`: heard and not shown, for what the page shows already. `passing`: it goes by itself.
export function say(words, { wrong = false, quietly = false, passing = false } = {}) {
  clearTimeout(passes);
  line.classList.toggle("wrong", wrong);
  line.classList.toggle("hidden", quietly);
  line.textContent = words;
  if (passing) passes = setTimeout(() => say(""), AWHILE);
}
