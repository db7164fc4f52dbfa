/**
 * The part of the service worker that shows a notice: one line, always the same.
 *
 * It only adds listeners, so the worker may import it or hold it as a section of its own.
 */

/** What is shown when a message holds nothing readable: a browser insists on something. */
const ELSE = "You have a message";
/** Far longer than the one line in any language (letters). */
const LONGEST = 80;

/** The one line of a message. */
function lineOf(data) {
  try {
    const { text } = data.json();
    return typeof text === "string" && text.trim() !== "" ? text.slice(0, LONGEST) : ELSE;
  } catch {
    return ELSE;
  }
}

self.addEventListener("push", (event) => {
  // One tag: a second notice takes the place of the first, and nobody can count them.
  const look = { tag: "notice", renotify: false, silent: false };
  event.waitUntil(self.registration.showNotification(lineOf(event.data), look));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open());
});

/** Bring the app to the front. It decides by itself what it shows: on a phone, the letterbox. */
async function open() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return windows.length > 0 ? windows[0].focus() : self.clients.openWindow("/");
}
