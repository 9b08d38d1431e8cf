// The box to write in: it grows, Enter sends, and it says when a question is too long.

const LONGEST = 2000;
const NEARLY = 1800;

export function start() {
  const composer = document.getElementById("composer");
  const box = composer.elements.message;
  const count = document.getElementById("count");

  const measure = () => {
    const left = LONGEST - [...box.value].length;
    count.hidden = left > LONGEST - NEARLY;
    count.textContent = left < 0 ? `${-left} characters too many.` : `${left} characters left.`;
    box.setCustomValidity(left < 0 ? `Please make it ${-left} characters shorter.` : "");
    box.style.setProperty("height", "auto");
    box.style.setProperty("height", `${box.scrollHeight + 2}px`);
  };
  // What lies at the foot of the page must be able to come out from behind the box.
  const dock = composer.parentElement;
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--dock", `${dock.offsetHeight}px`);
  }).observe(dock);
  box.addEventListener("input", measure);
  composer.addEventListener("sent", measure);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });
  if (matchMedia("(pointer: fine)").matches) box.focus();
}
