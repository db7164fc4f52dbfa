/**
 * Sends what somebody typed only while the server can be reached, and not more than it takes.
 * Otherwise the page says so and stays as it is, where another page would come and the words would
 * be gone: "Back" does not bring them back to a page that no browser may keep.
 */
import { reaches } from "./reach.js";

/** How long the question may take before it counts as no signal (milliseconds). */
const PATIENCE = 10_000;

const note = document.querySelector("template[data-no-signal]")?.content.firstElementChild;
const long = document.querySelector("template[data-too-long]");
const tooLong = long?.content.firstElementChild;
/** Forms for which an answer is awaited, and those that may go now. */
const asking = new WeakSet();
const free = new WeakSet();

/** Has somebody typed into this form? */
function isTyped(form) {
  return [...form.elements].some((one) => ["text", "textarea"].includes(one.type) && one.value);
}

/** Is it more than the server takes in one form? */
function isTooLong(form, button) {
  const sent = new URLSearchParams(new FormData(form, button));
  return long !== null && sent.toString().length > Number(long.dataset.tooLong);
}

/** Say that nothing was sent, beside the button that was pressed. */
function refuse(note, form, button) {
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
    // What is sealed on this phone is kept there without a signal too.
    if ("sealing" in form.dataset) return;
    if (navigator.onLine && !isTyped(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking.has(form)) return;
    if (isTooLong(form, button)) return void refuse(tooLong, form, button);
    tooLong?.remove();
    asking.add(form);
    const isThere = await reaches(import.meta.url, fetch, PATIENCE);
    asking.delete(form);
    if (!isThere) return void refuse(note, form, button);
    note.remove();
    free.add(form);
    form.requestSubmit(button);
  },
  { capture: true },
);
