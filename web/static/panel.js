// A clause beside the answer, or from below on a phone. Without this its marker leads to the clause's own page.

const panel = document.getElementById("panel");
const title = document.getElementById("panel-title");
const body = document.getElementById("panel-body");
const desk = matchMedia("(min-width: 64rem)");
let opener = null;

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite, a.clause-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  panel.querySelector(".close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => event.target === panel && panel.close()); // on the backdrop
  panel.addEventListener("close", closed);
  document.addEventListener("keydown", (event) => event.key === "Escape" && panel.open && panel.close());
}

async function open(link) {
  let clause;
  try {
    const response = await fetch(link.href, { headers: { Accept: "text/html" } });
    clause = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".clause");
  } catch {
    clause = null;
  }
  if (!clause) return location.assign(link.href);
  if (panel.open) panel.close();
  opener = link;
  link.setAttribute("aria-expanded", "true");
  title.textContent = clause.dataset.title ?? "Clause";
  body.replaceChildren(document.adoptNode(clause));
  if (desk.matches) panel.show();
  else panel.showModal();
  document.body.classList.toggle("reading", desk.matches);
  panel.scrollTop = 0;
  title.focus();
}

function closed() {
  document.body.classList.remove("reading");
  opener?.removeAttribute("aria-expanded");
  opener?.focus();
  opener = null;
}
