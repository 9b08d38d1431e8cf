// The menu of the cases in this tab: begin another, go back to one, clear them all.
import { leave } from "./ask.js";
import { MOST, all, amend, begin, clear, current, drop, keep, messagesOf, turnTo } from "./conversations.js";
import { say } from "./status.js";
import { inStandardWords, parse } from "./stream.js";

const messages = document.getElementById("messages");
const composer = document.getElementById("composer");
const box = composer.elements.message;
const button = document.getElementById("cases-button");
const menu = document.getElementById("cases");
const list = document.getElementById("cases-list");
const blank = document.getElementById("cases-one");
const today = composer.elements.today?.value ?? ""; // as if it were this day
const welcome = document.getElementById("welcome")?.cloneNode(true);

export function start() {
  begin(menu.dataset.whose);
  document.addEventListener("answered", kept);
  addEventListener("pagehide", () => amend({ draft: box.value }));
  document.querySelector(".afresh").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !welcome) return;
    event.preventDefault();
    another();
  });
  list.addEventListener("click", (event) => {
    const id = event.target.closest("button")?.dataset.id;
    if (id) turn(id);
  });
  document.getElementById("cases-clear").addEventListener("click", clearAll);
  if (welcome && current()?.today === today) return restore();
  turnTo(null);
  if (welcome) draw();
  else kept(); // an answer that came with the page
}

async function kept() {
  const about = { name: name(), about: facts(), today, draft: "" };
  const copy = messages.cloneNode(true);
  copy.querySelectorAll(".answer").forEach(inStandardWords);
  const coming = keep(about, copy.innerHTML);
  draw();
  const { gone, lasting } = await coming;
  draw();
  menu.classList.toggle("passing", !lasting);
  if (gone) say(`The oldest case was let go: this tab keeps ${MOST}, and only so much of them.`);
}

function another() {
  putAway();
  turnTo(null);
  afresh();
  say(all().length ? "A new case. The one before is under Cases." : "", { passing: true });
}

function clearAll() {
  leave();
  clear();
  afresh();
  say("Cleared. Nothing of any case is kept in this tab.", { passing: true });
}

async function turn(id) {
  putAway();
  turnTo(id);
  menu.hidePopover?.();
  if (current().today !== today) return location.assign(current().today ? `/?today=${current().today}` : "/");
  if (!(await restore())) return;
  messages.querySelector(".answer:last-child [tabindex='-1']")?.focus({ preventScroll: true });
  say(`Back to: ${current().name}.`, { quietly: true });
}

function putAway() {
  leave();
  amend({ draft: box.value });
}

// Shows the messages of the case that is open; whether they could be.
async function restore() {
  const one = current();
  const id = all().find(([, each]) => each === one)[0];
  try {
    const html = await messagesOf(id);
    if (current() !== one) return false;
    messages.replaceChildren(parse(html));
  } catch {
    drop(id);
    turnTo(null);
    afresh();
    say("That case could not be brought back.", { wrong: true });
    return false;
  }
  write(one.draft);
  draw();
  const said = [...messages.querySelectorAll(".asked")].at(-1) ?? messages.lastElementChild;
  said?.scrollIntoView({ block: "start", behavior: "instant" });
  return true;
}

function afresh() {
  messages.replaceChildren(welcome.cloneNode(true));
  write("");
  draw();
  menu.hidePopover?.();
  scrollTo({ top: 0, behavior: "instant" });
  box.focus();
}

function write(draft) {
  box.value = draft;
  composer.dispatchEvent(new Event("sent"));
}

function draw() {
  const those = all();
  button.textContent = those.length ? `Cases (${those.length})` : "Cases";
  list.replaceChildren(...those.map(([id, one]) => {
    const item = blank.content.cloneNode(true);
    const choice = item.querySelector("button");
    choice.dataset.id = id;
    if (one === current()) choice.setAttribute("aria-current", "true");
    item.querySelector(".name").textContent = one.name;
    item.querySelector(".at").textContent = time(one.at);
    item.querySelector(".known").textContent = one.about;
    return item;
  }));
}

function time(at) {
  const then = new Date(at);
  const sameDay = then.toDateString() === new Date().toDateString();
  const day = sameDay ? {} : { day: "numeric", month: "short" };
  return then.toLocaleString("en-GB", { ...day, hour: "2-digit", minute: "2-digit" });
}

// A case goes by what was decided last, a question about the policy by its first clause; never by the words typed.
function name() {
  const answers = [...messages.querySelectorAll(".answer")].reverse();
  const decided = answers.find((each) => each.querySelector(".headline"));
  if (decided) return [...new Set([...decided.querySelectorAll(".headline")].map(text))].join(" · ");
  const clause = text(answers[0]?.querySelector(".sources a")).replace(/, paragraph .*/, "");
  return clause ? `On ${clause}` : shortened(text(answers[0]?.querySelector(".prose")));
}

function shortened(words) {
  return words.length > 60 ? `${words.slice(0, 59)}…` : words || "A question";
}

function facts() {
  const answers = [...messages.querySelectorAll(".answer")].reverse();
  const chips = answers.find((each) => each.querySelector(".chip"))?.querySelectorAll(".chip:not(.assumed)") ?? [];
  return [...chips].map((chip) => {
    const words = (chip.querySelector("summary") ?? chip).cloneNode(true);
    words.querySelectorAll(".label").forEach((label) => label.remove());
    return text(words);
  }).join(", ");
}

function text(element) {
  return element?.textContent.trim().replace(/\s+/g, " ") ?? "";
}
