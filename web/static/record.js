// The button that prints; where there is no script it is not shown, and the browser's own menu prints as well.
document.querySelector("[data-print]").addEventListener("click", () => print());
