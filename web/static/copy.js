// An answer as text for a case note, with the clauses it names and the policy's revision; and an answer alone on paper.
import { say } from "./status.js";

const DONE = "Copied, with its clauses and the policy’s revision.";
const BY_HAND = "This browser does not let a page copy. The text is marked in the box: press Ctrl+C, or hold it and choose Copy.";

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    const answer = button?.closest(".answer");
    if (!answer) return;
    if ("print" in button.dataset) print(answer);
    else copy(answer, button);
  });
  addEventListener("beforeprint", () => unfold(document.querySelector(".answer.printed") ?? last()));
  addEventListener("afterprint", fold);
}

async function copy(answer, button) {
  const text = asText(answer);
  answer.querySelector(".by-hand")?.remove();
  try {
    await navigator.clipboard.writeText(text);
    return say(DONE, { passing: true });
  } catch {
    // No permission, or a page without https: the older way, which needs a field.
  }
  const field = document.createElement("textarea");
  field.className = "by-hand";
  field.readOnly = true;
  field.setAttribute("aria-label", "The answer as text");
  field.value = text;
  button.parentElement.after(field);
  field.focus();
  field.select();
  if (!document.execCommand("copy")) return say(BY_HAND);
  field.remove();
  button.focus();
  say(DONE, { passing: true });
}

// As on the page: the decision, the text, the clauses that it names, and what it was worked out from.
export function asText(answer) {
  const body = answer.querySelector("[data-text]");
  const used = new Set([...body.querySelectorAll(".cite")].map((marker) => plain(marker)));
  const sources = [...answer.querySelectorAll(".sources > li")].filter((each) => used.has(each.getAttribute("value")));
  const clauses = sources.map((each) => {
    const link = each.querySelector("a").getAttribute("href").replace(/^\/clauses\/|\?.*/g, "");
    return `[${each.getAttribute("value")}] ${plain(each)} (${link})`;
  });
  return [
    ...[...body.children].map(block),
    ...(clauses.length ? [`Clauses\n${clauses.join("\n")}`] : []),
    plain(answer.querySelector(".foot")),
  ].join("\n\n");
}

function block(element) {
  if (!element.matches("ul, ol")) return plain(element);
  return [...element.children].map((item) => `- ${plain(item)}`).join("\n");
}

function plain(element) {
  const copied = element.cloneNode(true);
  if (!element.matches(".cite")) copied.querySelectorAll(".cite").forEach((each) => each.replaceWith(` [${each.textContent}]`));
  copied.querySelectorAll(".tag").forEach((each) => each.replaceWith(`(${each.textContent})`));
  return copied.textContent.replace(/\s+/g, " ").replaceAll("] [", "][").trim();
}

const opened = [];
const left = [];

function print(answer) {
  answer.classList.add("printed");
  window.print();
}

// Unfolds what belongs on paper, and leaves out the clauses of what stays folded.
function unfold(answer) {
  if (!answer) return;
  answer.classList.add("printed");
  document.body.classList.add("printing");
  opened.push(...answer.querySelectorAll(":is(.picture, .on-paper):not([open])"));
  opened.forEach((each) => { each.open = true; });
  const markers = [...answer.querySelectorAll(".cite")].filter((each) => !each.closest("details:not([open])"));
  const used = new Set(markers.map(plain));
  left.push(...[...answer.querySelectorAll(".sources > li")].filter((each) => !used.has(each.getAttribute("value"))));
  left.forEach((each) => { each.hidden = true; });
}

function fold() {
  document.body.classList.remove("printing");
  document.querySelectorAll(".printed").forEach((each) => each.classList.remove("printed"));
  opened.splice(0).forEach((each) => { each.open = false; });
  left.splice(0).forEach((each) => { each.hidden = false; });
}

function last() {
  return [...document.querySelectorAll(".answer")].at(-1);
}
