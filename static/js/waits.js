/**
 * The page that shows what waits on this phone. The words are locked here too: only when and how long is known.
 */
import { listed, openOutbox, sendAll } from "./outbox.js";
import { fromBase64 } from "./phone-key.js";

/** Up to how many sealed bytes it counts as which length; more than all of them is the last. */
const LENGTHS = [
  [2_048, "lines"],
  [8_192, "page"],
  [32_768, "pages"],
];

const place = document.querySelector("[data-waits]");
const item = document.querySelector("template[data-item]").content;
const words = document.querySelector("template[data-words]").content;
const when = new Intl.DateTimeFormat(document.documentElement.lang, {
  weekday: "long",
  day: "numeric",
  month: "long",
  hour: "numeric",
  minute: "2-digit",
});

/** A sentence of the page by its name, or the one for all others. */
function sentence(name, otherwise) {
  const found = words.querySelector(`[data-word="${CSS.escape(name)}"]`);
  return (found ?? words.querySelector(`[data-word="${otherwise}"]`)).textContent;
}

function lengthOf({ sealed }) {
  const bytes = fromBase64(sealed).length;
  return LENGTHS.find(([most]) => bytes <= most)?.[1] ?? "long";
}

function say(name) {
  for (const note of place.querySelectorAll("[data-note]")) note.hidden = note.dataset.note !== name;
}

function lineOf(waiting, outbox) {
  const line = item.cloneNode(true).firstElementChild;
  const part = (name) => line.querySelector(`[data-${name}]`);
  part("when").textContent = when.format(waiting.at);
  part("length").textContent = sentence(lengthOf(waiting.envelope), "long");
  part("state").textContent =
    waiting.state === "refused" ? sentence(waiting.why ?? "", "other") : sentence(waiting.state, "waiting");
  part("again").addEventListener("click", async () => {
    await outbox.put(waiting.id, { ...waiting, state: "waiting" });
    await sendAll({ factory: indexedDB, ask: fetch, locks: navigator.locks });
    const isThere = (await outbox.all()).some((one) => one.id === waiting.id);
    await show(outbox, isThere ? "stays" : "sent");
  });
  part("delete").addEventListener("click", () => {
    part("delete").hidden = true;
    part("really").hidden = false;
    part("really").focus();
  });
  part("really").addEventListener("click", async () => {
    await outbox.remove(waiting.id);
    await show(outbox, "deleted");
  });
  return line;
}

async function show(outbox, note = null) {
  const waiting = listed(await outbox.all());
  place.querySelector("ul").replaceChildren(...waiting.map((one) => lineOf(one, outbox)));
  say(note ?? (waiting.length === 0 ? "nothing" : null));
  if (note) place.querySelector("[role=status]").focus();
}

openOutbox(indexedDB)
  .then(show)
  .catch(() => say("nothing"));
