// Sends a form and adds the answer that comes back. Every form works without this, by loading the page anew.

const PATIENCE = 300; // ms before saying that something is being done

const messages = document.getElementById("messages");
const status = document.getElementById("status");
const composer = document.getElementById("composer");

export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form !== composer && !("ask" in form.dataset)) return;
    event.preventDefault();
    send(form, event.submitter);
  });
  document.addEventListener("toggle", revealed, true);
}

function revealed(event) {
  if (event.target.matches("details.chip[open]")) event.target.scrollIntoView({ block: "nearest" });
}

let busy = false;

async function send(form, submitter) {
  if (busy) return;
  const fields = new URLSearchParams(new FormData(form, submitter));
  const words = (fields.get("message") ?? "").trim();
  if (form === composer && !words) return;
  busy = true;
  say("");
  const waiting = setTimeout(() => say("Working out the answer from the policy…"), PATIENCE);
  const asked = words ? messages.appendChild(bubble(words)) : null;
  asked?.scrollIntoView({ block: "end" });
  try {
    const html = await answerTo(fields);
    say("");
    show(html, form, asked);
    if (form === composer) composer.reset();
    composer.dispatchEvent(new Event("sent"));
  } catch (error) {
    asked?.remove();
    say(error.message, true);
  } finally {
    clearTimeout(waiting);
    busy = false;
  }
}

async function answerTo(fields) {
  const response = await fetch("/answers", { method: "POST", body: fields }).catch(() => {
    throw new Error("The server cannot be reached. What you wrote is still here: try again.");
  });
  if (!response.ok) throw new Error(await problemOf(response));
  return response.text();
}

async function problemOf(response) {
  try {
    const problem = await response.json();
    const fields = problem.errors.map((each) => `${each.field} ${each.problem}`).join("; ");
    return fields ? `That could not be read: ${fields}.` : problem.detail;
  } catch {
    return "Something went wrong on the server. Try again.";
  }
}

function show(html, form, asked) {
  const piece = document.createElement("template");
  piece.innerHTML = html; // our own server's template, in which every value is escaped
  const answer = piece.content.querySelector(".answer");
  const corrects = form !== composer && form.closest(".answer");
  document.getElementById("welcome")?.remove();
  messages.querySelectorAll(".answer:not(.settled)").forEach((older) => settle(older, older === corrects));
  const said = piece.content.querySelector(".asked") ?? asked;
  messages.append(...piece.content.children);
  (said ?? answer).scrollIntoView({ block: "start" });
  const heading = answer.querySelector("[tabindex='-1']");
  if (form === composer && matchMedia("(pointer: fine)").matches) say(heading?.innerText.slice(0, 200) ?? "", false, true);
  else heading?.focus({ preventScroll: true });
}

// An answer that a newer one follows is there to be read, and no more to be corrected: its state is not the last.
function settle(answer, replaced) {
  answer.classList.add("settled");
  answer.classList.toggle("replaced", replaced && answer.querySelector(".decision") !== null);
  answer.querySelectorAll("input[name=state], .question").forEach((part) => part.remove());
  answer.querySelectorAll("details.chip").forEach((chip) => {
    const words = document.createElement("span");
    words.className = chip.className;
    words.append(...chip.querySelector("summary").childNodes);
    chip.replaceWith(words);
  });
}

function bubble(words) {
  const said = document.createElement("p");
  said.className = "asked";
  said.textContent = words;
  return said;
}

function say(words, wrong = false, quietly = false) {
  status.classList.toggle("wrong", wrong);
  status.classList.toggle("hidden", quietly);
  status.textContent = words;
}
