/** Asks "how strong?" below the faces as soon as one is picked, instead of on the next page. */
const faces = document.querySelector("[data-feelings]");
const tray = document.querySelector("[data-strength]");

function refresh() {
  const picked = new Set(
    [...faces.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.value),
  );
  for (const row of tray.querySelectorAll("[data-for]")) {
    row.hidden = row.disabled = !picked.has(row.dataset.for);
  }
  tray.hidden = picked.size === 0;
  tray.querySelector("[name=strength_asked]").disabled = picked.size === 0;
}

if (faces && tray) {
  faces.addEventListener("change", refresh);
  refresh();
}
