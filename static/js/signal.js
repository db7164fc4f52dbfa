/**
 * Sends what somebody typed only while the server can be reached. Without a signal the page says
 * so and stays as it is, where the browser would show its own page and the words would be gone.
 */
import { reaches } from "./reach.js";

/** How long the question may take before it counts as no signal (milliseconds). */
const PATIENCE = 10_000;

const note = document.querySelector("template[data-no-signal]")?.content.firstElementChild;
/** Forms for which an answer is awaited, and those that may go now. */
const asking = new WeakSet();
const free = new WeakSet();

/** Has somebody typed into this form? */
function isTyped(form) {
  return [...form.elements].some((one) => ["text", "textarea"].includes(one.type) && one.value);
}

/** Say that nothing was sent, beside the button that was pressed. */
function refuse(form, button) {
  const foot = button?.closest(".foot");
  if (foot) foot.prepend(note);
  else (button ?? form.lastElementChild).before(note);
  note.focus();
}

// Before anything else hears of it: what is not sent yet is not "Sending…" either.
addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter: button } = event;
    if (free.delete(form) || form.method !== "post" || "leave" in form.dataset) return;
    if (navigator.onLine && !isTyped(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking.has(form)) return;
    asking.add(form);
    const isThere = await reaches(import.meta.url, fetch, PATIENCE);
    asking.delete(form);
    if (!isThere) return void refuse(form, button);
    note.remove();
    free.add(form);
    form.requestSubmit(button);
  },
  { capture: true },
);
