/**
 * The empty page that a phone keeps. What is written here is sealed on this phone at once and sent when it can be;
 * every few seconds while somebody writes, too, so that little is lost when the page goes away.
 *
 * A phone without a key of its own sends the form as any page does.
 */
import "./app.js";
import { openKeyStore } from "./key-store.js";
import { lockOf, openOutbox, sendAll } from "./outbox.js";
import { KEY_NAME } from "./phone-key.js";
import { reaches } from "./reach.js";
import { seal } from "./seal.js";

/** How often what is being written is sealed, and how long the page may be hidden (milliseconds). */
const EVERY = 4_000;
const LONG_AWAY = 60_000;
/** How long the server may take before it counts as no signal (milliseconds). */
const PATIENCE = 10_000;
/** The largest envelope and a little more (64 KB each). */
const ROOM = 6;

const form = document.querySelector("form[data-outbox]");
const { words: lines, contact } = form.elements;
const bin = document.querySelector("[data-bin]");
/** What was kept in this sitting, and may be binned; and in which of it somebody is asked to ring. */
const mine = new Set();
const asking = new Set();
let now = begin();
let untilCleared = null;

/** A new entry: its id, and a lock that says that this page may still change it. */
function begin() {
  const entry = { id: crypto.randomUUID(), changed: false };
  entry.free = new Promise((resolve) => {
    entry.letGo = resolve;
  });
  navigator.locks.request(lockOf(entry.id), () => entry.free);
  return entry;
}

function say(name) {
  for (const note of document.querySelectorAll("[data-note]")) note.hidden = note.dataset.note !== name;
}

async function tell(outbox, keptName = null) {
  const there = new Set((await outbox.all()).map((item) => item.id));
  const countOf = (ids) => [...ids].filter((id) => there.has(id)).length;
  const count = countOf(mine);
  const isAsked = asking.size > 0 && countOf(asking) === 0;
  if (isAsked) asking.clear();
  document.querySelector("[data-count]").textContent = String(count);
  document.querySelector("[data-unasked]").hidden = asking.size === 0;
  bin.hidden = count === 0;
  say(count > 0 ? "waits" : isAsked ? "sent" : keptName);
}

/** What is left of a field when `taken` of it was handed over while somebody went on writing. */
function after(taken, value) {
  return value.startsWith(taken) ? value.slice(taken.length) : value;
}

/** The phone could not keep what stands on the page: let it reach the server, if anything does, without the page. */
function sendAsItIs() {
  const body = new URLSearchParams({ words: written(), key: now.id });
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

/** All that stands on the page. */
function written() {
  return [lines.value, contact.value].filter((text) => text.trim()).join("\n");
}

async function start(pair) {
  form.dataset.sealing = "";
  const outbox = await openOutbox(indexedDB);
  let isEmptied = false;

  /** One thing after another, so that what is sealed by itself never lands under the id of what comes next. */
  let before = Promise.resolve();
  const inTurn = (what) => {
    before = before.then(what, what);
    return before;
  };

  const put = async (state, asked) => {
    const entry = now;
    const said = {
      words: asked === undefined ? written() : lines.value,
      contact: asked,
      language: document.documentElement.lang.replace("-", "_"),
      writtenAt: new Date(),
      unfinished: state === "writing",
    };
    const how = {
      pair,
      key: Number(form.dataset.key),
      point: form.dataset.point,
      origin: location.origin,
      id: entry.id,
      subtle: crypto.subtle,
    };
    entry.changed = false;
    const envelope = await seal(said, how);
    await outbox.put(entry.id, { id: entry.id, at: Date.now(), state, envelope });
  };

  const sendNow = async (name) => {
    if (isEmptied) return;
    const how = { factory: indexedDB, ask: fetch, locks: navigator.locks, to: form.dataset.outbox };
    if ((await sendAll(how)) !== "emptied" && (await findKey())) return void (await tell(outbox, name));
    sealNoMore();
    say(name);
  };

  /** Send what waits. When the browser takes the box away just now, there is nothing to send from it. */
  const send = (name = null) => sendNow(name).catch(() => {});

  /** There is no key any more: this is a plain form from now on, as on a phone that never had one. */
  const sealNoMore = () => {
    isEmptied = true;
    now.changed = false;
    forget();
    bin.hidden = true;
    delete form.dataset.sealing;
    warn();
  };

  /** Put what is written into the box; the page is empty then. With `asked`, somebody is to ring in this way. */
  const handOver = async (asked) => {
    if (asked === undefined && !written()) return;
    const taken = new Map([lines, contact].map((field) => [field, field.value]));
    await put("waiting", asked);
    const { letGo, id } = now;
    mine.add(id);
    if (asked !== undefined) asking.add(id);
    now = begin();
    for (const [field, text] of taken) field.value = after(text, field.value);
    lines.dispatchEvent(new Event("input", { bubbles: true }));
    letGo();
  };

  const keepSafely = async (what) => {
    try {
      await inTurn(what);
      return true;
    } catch {
      if (await findKey()) say("full");
      else sealNoMore();
      return false;
    }
  };

  addEventListener(
    "submit",
    async (event) => {
      const isLeave = "leave" in event.target.dataset;
      if (isEmptied) return;
      if ((event.target !== form && !isLeave) || (isLeave && !written())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isLeave) document.documentElement.classList.add("covered");
      const rings = "rings" in (event.submitter?.dataset ?? {});
      const kept = await keepSafely(() => handOver(rings ? contact.value : undefined));
      if (isLeave) {
        forget();
        if (!kept) sendAsItIs();
        event.target.submit();
        return;
      }
      if (!kept && isEmptied) form.requestSubmit(event.submitter);
      if (!kept) return;
      lines.focus();
      navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("outbox")).catch(() => {});
      await send("kept");
    },
    { capture: true },
  );

  form.addEventListener("input", () => {
    now.changed = !isEmptied && written() !== "";
  });
  setInterval(() => now.changed && keepSafely(async () => now.changed && put("writing")), EVERY);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(untilCleared);
    if (!document.hidden) return void send();
    if (now.changed) keepSafely(() => put("writing"));
    untilCleared = setTimeout(() => keepSafely(() => handOver()).then(forget), LONG_AWAY);
  });
  addEventListener("online", () => send());

  bin.addEventListener("click", async () => {
    for (const id of mine) await outbox.remove(id);
    forget();
    await tell(outbox);
    lines.focus();
  });

  await send();
}

/** This phone's own key, if it has one. */
function findKey() {
  return openKeyStore(indexedDB)
    .then((keys) => keys.get(KEY_NAME))
    .catch(() => null);
}

/** What was kept is not of this sitting any more. */
function forget() {
  mine.clear();
  asking.clear();
}

/** Say, before anything is written, that this phone can keep nothing. */
function needSignal() {
  document.querySelector("[data-needs-signal]").hidden = false;
}

/** Make sure that the largest envelope would fit. What is sealed cannot be made smaller, and neither can this. */
async function tryRoom() {
  const keys = await openKeyStore(indexedDB);
  const pieces = Array.from({ length: ROOM }, () => crypto.getRandomValues(new Uint8Array(65_536)));
  await keys.put("room", pieces);
  await keys.remove("room");
}

const pair = await findKey();
if (pair && navigator.locks) {
  tryRoom().catch(needSignal);
  await start(pair);
} else await warn();

/** Without a key nothing can be kept here: say so where there is no signal, before somebody writes. */
async function warn() {
  addEventListener("offline", () => say("unready"));
  addEventListener("online", () => say(null));
  if (!(await reaches(import.meta.url, fetch, PATIENCE))) say("unready");
}
