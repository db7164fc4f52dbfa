/** Says "Sending…" on the button that was pressed, and lets a form go only once. */
addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.busy || event.defaultPrevented) return;
  if (button.ariaBusy === "true") {
    event.preventDefault();
    return;
  }
  button.ariaBusy = "true";
  button.querySelector("span").textContent = button.dataset.busy;
});

// A page that comes back with "Back" must not still say "Sending…".
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
