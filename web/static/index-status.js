// Says quietly that the search by meaning is still starting, until it is there.

const PAUSE = 2000; // ms

export async function start() {
  const note = document.getElementById("index");
  if (document.getElementById("panel").dataset.ready === "true") return;
  for (let tries = 0; tries < 60; tries += 1) {
    try {
      const { status, index } = await (await fetch("/readyz")).json();
      note.hidden = status === "ok";
      if (status === "ok") return;
      note.textContent = ` Search is starting (${index.index}).`;
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
