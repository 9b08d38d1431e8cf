// What a short form stands for, for who has nothing to point with: it is said where it stands, once it is tapped or
// reached with the keyboard, which stops at the first of each kind. page.css says how.
const ELSEWHERE = "a, button, summary, label, .hidden, [hidden], [aria-hidden='true']"; // where it does something else
const PARTS = ".answer, dialog, main";

new MutationObserver((changes) => {
  const changed = changes.flatMap((each) => [...each.addedNodes]).map((node) => node.parentElement?.closest(PARTS));
  new Set(changed).forEach((part) => part && reachable(part));
}).observe(document.body, { childList: true, subtree: true });
reachable(document.body);

function reachable(within) {
  const firsts = new Map(); // of each part, what has been met in it
  for (const each of within.querySelectorAll("abbr[title]")) {
    const part = each.closest(PARTS);
    if (!part || each.closest(ELSEWHERE)) continue;
    if (!firsts.has(part)) firsts.set(part, new Set());
    each.tabIndex = firsts.get(part).has(each.title) ? -1 : 0;
    firsts.get(part).add(each.title);
  }
}
