// The cases of this tab: what was asked and answered in each. Session storage alone, so that they go when the tab does.
// Where a browser keeps none, or has no room, they last until the page is left, and asking works all the same.

const CASE = "case:";
const OPEN = "case-open";
const WHOSE = "cases-of";
export const MOST = 20; // cases
const LARGEST = 2_000_000; // characters of all of them

let cases = new Map(); // id -> { name, about, at, today, draft, packed }
let open = null; // the id of the one that is shown

// What an earlier page of this tab has left; nothing of what someone else did who was signed in before.
export function begin(whose) {
  const keep = attempt(() => sessionStorage.getItem(WHOSE)) === whose;
  if (!keep) clear();
  attempt(() => sessionStorage.setItem(WHOSE, whose));
  const found = attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(CASE))) ?? [];
  const read = (key) => attempt(() => [key.slice(CASE.length), JSON.parse(sessionStorage.getItem(key))]);
  cases = new Map(found.map(read).filter(Boolean));
  turnTo(attempt(() => sessionStorage.getItem(OPEN)));
}

// The newest first, as [id, case].
export const all = () => [...cases].sort(([, one], [, other]) => other.at - one.at);
export const current = () => cases.get(open) ?? null;

// Shows another from now on, or none: then the next to be kept is a new one.
export function turnTo(id) {
  open = cases.has(id) ? id : null;
  attempt(() => (open ? sessionStorage.setItem(OPEN, open) : sessionStorage.removeItem(OPEN)));
}

// Keeps the case that is shown. Says how many others had to go to make room, and whether it outlasts a reload.
export async function keep(about, html) {
  const id = open ?? `${Date.now()}`;
  const one = { ...cases.get(id), ...about, at: Date.now(), packed: null };
  one.packed = cases.get(id)?.packed ?? null;
  cases.set(id, one);
  turnTo(id);
  const packed = await pack(html);
  if (cases.get(id) !== one) return { gone: 0, lasting: true }; // kept anew since, or cleared
  one.packed = packed;
  let gone = 0;
  while ((cases.size > MOST || size() > LARGEST) && cases.size > 1) {
    drop(oldest(id)[0]);
    gone += 1;
  }
  const removed = makeRoom(id, one);
  removed?.forEach(drop);
  return { gone: gone + (removed?.length ?? 0), lasting: removed !== null };
}

// Changes what is known of the case that is shown, without its messages.
export function amend(about) {
  const one = current();
  if (!one) return;
  Object.assign(one, about);
  stored(open, one);
}

// The messages of a case. Throws where they cannot be read any more.
export async function messagesOf(id) {
  return unpack(cases.get(id).packed);
}

export function clear() {
  [...cases.keys()].forEach(drop);
  attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(CASE)).forEach((key) => sessionStorage.removeItem(key)));
  turnTo(null);
}

export function drop(id) {
  cases.delete(id);
  attempt(() => sessionStorage.removeItem(CASE + id));
}

function oldest(but, from = all()) {
  return from.findLast(([id]) => id !== but);
}

// Stores it, taking others out for it where the browser has no room. Gives their ids; null where it has none at all.
function makeRoom(id, one) {
  const others = all();
  const removed = [];
  while (!stored(id, one)) {
    const next = oldest(id, others);
    if (!next) return null;
    others.splice(others.indexOf(next), 1);
    removed.push(next[0]);
    attempt(() => sessionStorage.removeItem(CASE + next[0]));
  }
  return removed;
}

function stored(id, one) {
  return attempt(() => sessionStorage.setItem(CASE + id, JSON.stringify(one)) ?? true) === true;
}

function size() {
  return [...cases.values()].reduce((sum, each) => sum + (each.packed?.length ?? 0), 0);
}

// Storage may be switched off, or full.
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

// An answer is a hundred kilobytes of much the same markup: packed it is a tenth.
async function pack(text) {
  if (!window.CompressionStream) return `plain:${text}`;
  const bytes = new Uint8Array(await through(new Blob([text]), new CompressionStream("gzip")).arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `gzip:${btoa(binary)}`;
}

async function unpack(packed) {
  if (packed.startsWith("plain:")) return packed.slice(6);
  const bytes = Uint8Array.from(atob(packed.slice(5)), (each) => each.charCodeAt(0));
  return through(new Blob([bytes]), new DecompressionStream("gzip")).text();
}

function through(blob, stream) {
  return new Response(blob.stream().pipeThrough(stream));
}
