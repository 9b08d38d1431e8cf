// Signed out: nothing of what was asked stays in this tab.
try {
  sessionStorage.clear();
} catch {
  // Storage is switched off: there is nothing.
}
