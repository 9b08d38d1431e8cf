// Progress in practice, kept in this browser alone: how many cases of each level were all right.
const KEY = "practice";
const progress = document.getElementById("progress");
const marks = document.querySelector(".marks");
const kept = read();

if (marks) {
  const { level, case: name, right, asked } = marks.dataset;
  const done = (kept[level] ??= {});
  done[name] = right === asked || done[name] === true;
  write();
  document.getElementById("marked").focus();
}
const level = new URLSearchParams(location.search).get("level") ?? marks?.dataset.level ?? "1";
const done = Object.values(kept[level] ?? {});
if (done.length) progress.textContent = `${done.filter(Boolean).length} of ${done.length} cases right so far, in this browser.`;

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function write() {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing still practises.
  }
}
