// The form with every fact, over the conversation. Without this it has a page of its own.

const composer = document.getElementById("composer");
const status = document.getElementById("status");
let dialog = null;
let opener = null;

export function start() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.add-fact")) return;
    event.preventDefault();
    open(event.submitter, event.target.action, { method: "POST", body: new URLSearchParams(new FormData(event.target)) });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.fill-in");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link, link.href, {});
  });
  composer.addEventListener("sent", answered);
  // What went wrong is said at the foot of the page, which the dialog hides.
  new MutationObserver(complain).observe(status, { childList: true, attributes: true });
}

async function open(from, address, request) {
  let form;
  try {
    const response = await fetch(address, { ...request, headers: { Accept: "text/html" } });
    form = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("form.every-fact");
  } catch {
    form = null;
  }
  if (!form) return request.body ? from.form.submit() : location.assign(address);
  dialog ??= made();
  opener = from;
  dialog.replaceChildren(closing(), document.adoptNode(form));
  dialog.showModal();
  dialog.scrollTop = 0;
  form.querySelector("[tabindex='-1']").focus();
}

function answered() {
  if (!dialog?.open) return;
  opener = null;
  dialog.close();
  document.querySelector(".answer:last-of-type [tabindex='-1']")?.focus({ preventScroll: true });
}

function made() {
  const element = document.createElement("dialog");
  element.id = "every-fact";
  element.setAttribute("aria-labelledby", "every-fact-title");
  element.addEventListener("close", () => {
    element.replaceChildren();
    if (opener?.isConnected && document.activeElement === document.body) opener.focus();
  });
  document.body.append(element);
  return element;
}

function closing() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "close";
  button.setAttribute("aria-label", "Close");
  button.textContent = "×";
  button.addEventListener("click", () => dialog.close());
  return button;
}

function complain() {
  const said = dialog?.open && dialog.querySelector(".wrong");
  if (said) said.textContent = status.classList.contains("wrong") ? status.textContent : "";
}
