// An answer that a language model puts into words: what is decided stands at once, its sentences come one by one.
// The decided answer is whole without them, so that nothing is lost when they stop.
import { say } from "./status.js";

const button = document.getElementById("stop");
let running = null; // the answer being written, and what ends its call

export function start() {
  button.addEventListener("click", () => {
    if (stop()) say("Stopped. This is the whole answer, in the standard words.");
  });
}

// The events of a response, as they come.
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) yield event(block);
  }
}

// Writes what comes into the answer; it is over when the last has come, when it breaks off, or when it is stopped.
export async function follow(answer, coming, call) {
  running = { answer, call };
  button.hidden = false;
  let html = "";
  let whole = null;
  try {
    for await (const { name, data } of coming) {
      if (name === "token") {
        const { keep, more } = JSON.parse(data);
        html = html.slice(0, keep) + more;
        grow(answer.querySelector(".words .prose"), parse(html));
      } else if (name === "answer") whole = parse(data).querySelector(".answer");
    }
  } catch {
    // Stopped, or the connection broke off.
  }
  if (running?.answer !== answer) return;
  over();
  if (!whole?.querySelector(".words")) inStandardWords(answer);
  else finish(answer, whole);
  if (whole) say("The answer is whole.", { quietly: true });
  else say("The connection broke off. This is the whole answer, in the standard words.");
  tell(answer);
}

// Ends the model's call. Gives the answer that was being written, if any.
export function stop() {
  if (!running) return null;
  const { answer, call } = running;
  over();
  call.abort();
  inStandardWords(answer);
  tell(answer);
  return answer;
}

// An answer, or a copy of one, as it is without a model's words.
export function inStandardWords(answer) {
  if (!answer.classList.contains("writing")) return;
  answer.querySelector(".words").remove();
  written(answer);
}

export function parse(html) {
  const piece = document.createElement("template");
  piece.innerHTML = html; // our own server's template, in which every value is escaped
  return piece.content;
}

// Others may want to know that an answer has come, or changed.
export function tell(answer) {
  answer.dispatchEvent(new CustomEvent("answered", { bubbles: true }));
}

function event(block) {
  const found = { name: "", data: [] };
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) found.name = line.slice(7);
    else if (line.startsWith("data: ")) found.data.push(line.slice(6));
  }
  return { name: found.name, data: found.data.join("\n") };
}

function over() {
  const focused = document.activeElement === button;
  const { answer } = running;
  running = null;
  button.hidden = true;
  if (focused) answer.querySelector("[tabindex='-1']")?.focus({ preventScroll: true });
}

// What stands above the words stays as it is, with whatever someone is doing there; what follows them comes now.
function finish(answer, whole) {
  const words = answer.querySelector(".words");
  const theirs = whole.querySelector(".words");
  grow(words, theirs);
  while (words.nextSibling) words.nextSibling.remove();
  while (theirs.nextSibling) answer.append(theirs.nextSibling);
  written(answer);
}

function written(answer) {
  answer.classList.remove("writing");
  answer.removeAttribute("aria-busy");
}

// Makes one element's content that of another, leaving alone what is the same: no focus or selection in it is lost.
function grow(element, model) {
  const nodes = [...model.childNodes];
  nodes.forEach((theirs, at) => {
    const ours = element.childNodes[at];
    if (!ours) element.append(theirs);
    else if (ours.isEqualNode(theirs)) return;
    else if (ours.nodeName !== theirs.nodeName) ours.replaceWith(theirs);
    else if (ours.nodeType === Node.TEXT_NODE) ours.data = theirs.data;
    else grow(ours, theirs);
  });
  while (element.childNodes.length > nodes.length) element.lastChild.remove();
}
