// Sends a form and adds the answer that comes back. Every form works without this, by loading the page anew.
import { say } from "./status.js";
import { events, follow, parse, stop, tell } from "./stream.js";

const PATIENCE = 300; // ms before saying that something is being done
const FAILED = "Something went wrong on the server. Try again.";

const messages = document.getElementById("messages");
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

let asking = null; // the call whose decision is not there yet

// Ends what is asked or being written, for another case is shown.
export function leave() {
  asking?.abort();
  stop();
}

async function send(form, submitter) {
  if (asking) return;
  const fields = new URLSearchParams(new FormData(form, submitter));
  const words = (fields.get("message") ?? "").trim();
  if (form === composer && !words) return;
  stop();
  const call = new AbortController();
  asking = call;
  say("");
  const waiting = setTimeout(() => say("Working out the answer from the policy…"), PATIENCE);
  const welcome = document.getElementById("welcome");
  if (welcome) welcome.hidden = true;
  const asked = words ? messages.appendChild(bubble(words)) : null;
  asked?.scrollIntoView({ block: "end" });
  try {
    const response = await answerTo(fields, call.signal);
    const coming = response.headers.get("content-type").startsWith("text/event-stream") ? events(response) : null;
    const html = coming ? await decided(coming) : await response.text();
    if (call.signal.aborted) return;
    say("");
    const answer = show(html, form, asked);
    if (form === composer) composer.reset();
    composer.dispatchEvent(new Event("sent"));
    tell(answer);
    if (coming) follow(answer, coming, call);
  } catch (error) {
    asked?.remove();
    if (welcome) welcome.hidden = false;
    if (!call.signal.aborted) say(error.message, { wrong: true });
  } finally {
    clearTimeout(waiting);
    asking = null;
  }
}

async function answerTo(fields, signal) {
  const headers = { Accept: "text/event-stream" }; // where there is nothing to wait for, the answer comes at once
  const response = await fetch("/answers", { method: "POST", body: fields, headers, signal }).catch(() => {
    throw new Error("The server cannot be reached. What you wrote is still here: try again.");
  });
  if (!response.ok) throw new Error(await problemOf(response));
  return response;
}

// The answer as it is decided, which comes before any words of a model.
async function decided(coming) {
  const { value } = await coming.next().catch(() => ({}));
  if (!value) throw new Error(FAILED);
  return value.data;
}

async function problemOf(response) {
  try {
    const problem = await response.json();
    const fields = problem.errors.map((each) => `${each.field} ${each.problem}`).join("; ");
    return fields ? `That could not be read: ${fields}.` : problem.detail;
  } catch {
    return FAILED;
  }
}

function show(html, form, asked) {
  const piece = parse(html);
  const answer = piece.querySelector(".answer");
  const corrects = form !== composer && form.closest(".answer");
  document.getElementById("welcome")?.remove();
  messages.querySelectorAll(".answer:not(.settled)").forEach((older) => settle(older, older === corrects));
  const said = piece.querySelector(".asked") ?? asked;
  messages.append(...piece.children);
  (said ?? answer).scrollIntoView({ block: "start" });
  const heading = answer.querySelector("[tabindex='-1']");
  if (form === composer && matchMedia("(pointer: fine)").matches) say(heading?.innerText.slice(0, 200) ?? "", { quietly: true });
  else heading?.focus({ preventScroll: true });
  return answer;
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
