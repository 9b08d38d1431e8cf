// A clause beside the answer, or from below on a phone. Without this its marker leads to the clause's own page.

const panel = document.getElementById("panel");
const title = document.getElementById("panel-title");
const body = document.getElementById("panel-body");
const desk = matchMedia("(min-width: 64rem)");
const LINKS = "a.cite, a.clause-link, .trace a[href^='/clauses/']";
const STEPS = { ArrowLeft: "prev", ArrowRight: "next" };
let opener = null;

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest(LINKS);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  panel.querySelector(".close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => event.target === panel && panel.close()); // on the backdrop
  panel.addEventListener("close", closed);
  panel.addEventListener("keydown", stepped);
  document.addEventListener("keydown", (event) => event.key === "Escape" && panel.open && panel.close());
}

async function open(link) {
  if (!panel.contains(link)) opened(link); // at once, or the page would move by itself; then it stays open
  const clause = await fetched(link.href);
  if (!clause) return location.assign(link.href);
  title.textContent = clause.dataset.title ?? "Clause";
  body.replaceChildren(document.adoptNode(clause));
  panel.scrollTop = 0;
  body.querySelector("mark, blockquote").scrollIntoView({ block: "nearest", behavior: "instant" });
  if (!panel.contains(document.activeElement)) title.focus({ preventScroll: true }); // who went on already is left there
}

function opened(link) {
  opener?.removeAttribute("aria-expanded");
  opener = link;
  link.setAttribute("aria-expanded", "true");
  if (panel.open) return;
  title.textContent = "Opening the clause…";
  body.replaceChildren();
  if (desk.matches) panel.show();
  else panel.showModal();
  title.focus({ preventScroll: true });
  document.body.classList.toggle("reading", desk.matches);
}

async function fetched(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    return new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".clause");
  } catch {
    return null;
  }
}

function stepped(event) {
  const step = STEPS[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const link = body.querySelector(`[rel="${step}"]`);
  if (!link) return;
  event.preventDefault();
  open(link);
}

function closed() {
  document.body.classList.remove("reading");
  opener?.removeAttribute("aria-expanded");
  opener?.focus();
  opener = null;
}
