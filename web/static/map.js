// On a narrow screen the map is wider than its window: what is lit, or is gone to with the keyboard, is brought into it.
for (const frame of document.querySelectorAll(".window")) {
  show(frame, [...frame.querySelectorAll(".team.from, .team.here")]);
  frame.addEventListener("focusin", ({ target }) => {
    if (target.matches(".team:focus-visible")) show(frame, [target]); // never from under a pointer that presses it
  });
}

function show(frame, teams) {
  if (!teams.length) return;
  const places = teams.map((team) => team.getBoundingClientRect());
  const left = Math.min(...places.map((place) => place.left));
  const right = Math.max(...places.map((place) => place.right));
  const box = frame.getBoundingClientRect();
  frame.scrollLeft += (left + right) / 2 - (box.left + box.right) / 2;
}
