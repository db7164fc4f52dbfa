/**
 * Lets a young person write on straight after the screen's words ("I want"), on the same line,
 * and lets the page grow with them. Nothing they write is read, checked or kept here.
 */
const pad = document.querySelector(".pad");

if (pad) {
  const lines = pad.querySelector("textarea");
  const starter = pad.querySelector(".pad__starter");
  const grows = CSS.supports("field-sizing", "content");

  const refresh = () => {
    if (starter) {
      // Words that run the other way begin at the other edge, so the starter keeps its own line.
      const together = getComputedStyle(lines).direction === getComputedStyle(pad).direction;
      pad.classList.toggle("pad--together", together);
      const mark = starter.firstElementChild;
      const hang = Number.parseFloat(getComputedStyle(mark).paddingInlineStart);
      const width = mark.getBoundingClientRect().width - hang;
      lines.style.textIndent = together ? `${Math.ceil(width)}px` : "";
    }
    if (!grows) lines.style.blockSize = `${lines.scrollHeight}px`;
  };

  lines.addEventListener("input", refresh);
  document.fonts.ready.then(refresh);
  // Text may become larger while the page is open.
  if (starter) new ResizeObserver(refresh).observe(starter);
  refresh();
}
