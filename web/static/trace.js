// "Why this answer?" opens the tree of rules in the answer. Without this it has a page of its own.

export function start() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.why")) return;
    event.preventDefault();
    toggle(event.target);
  });
}

async function toggle(form) {
  const button = form.querySelector("button");
  const shown = form.nextElementSibling;
  if (shown?.matches(".trace")) {
    shown.hidden = !shown.hidden;
    button.setAttribute("aria-expanded", String(!shown.hidden));
    if (!shown.hidden) shown.querySelector("[tabindex='-1']").focus();
    return;
  }
  const tree = await fetchTree(form);
  if (!tree) return form.submit();
  form.after(document.adoptNode(tree));
  button.setAttribute("aria-expanded", "true");
  tree.querySelector("[tabindex='-1']").focus();
}

async function fetchTree(form) {
  try {
    const body = new URLSearchParams(new FormData(form));
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const tree = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".trace");
    const title = tree.querySelector("#why-title"); // several may stand on one page
    const heading = document.createElement("h3");
    heading.append(...title.childNodes);
    heading.tabIndex = -1;
    title.replaceWith(heading);
    tree.removeAttribute("aria-labelledby");
    return tree;
  } catch {
    return null;
  }
}
