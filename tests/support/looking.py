"""What a browser shows of a page: too wide, cut off, too small, no focus, run together.

Each is a script for `page.evaluate` that answers with what is wrong; nothing means all is well.
"""

LARGE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 200% }");
  document.adoptedStyleSheets = [sheet];
}"""

USUAL_TEXT = "() => { document.adoptedStyleSheets = [] }"

#: By how many CSS pixels a page is too wide.
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

#: Words that a box cuts off, which nobody could read.
CUT_OFF = """() => [...document.querySelectorAll("main *, footer *")]
  .filter((e) => e.children.length === 0 && e.textContent.trim() && e.offsetParent)
  .filter((e) => !e.closest(".unseen, .heading--hidden, thead, textarea, option"))
  .filter((e) => getComputedStyle(e).overflow !== "visible" && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.textContent.trim())"""

#: What can be pressed and is smaller than a thumb (CSS pixels). Links in running text are not.
SMALL = """(least) => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((e) => e.type !== "hidden" && e.offsetParent && !e.matches(".skip, .unseen"))
  .map((e) => e.closest("label, .switch-row, .marker-block") ?? e)
  .map((e) => e.matches(".person-row__name") ? e.closest(".person-row") : e)
  .filter((e) => !e.matches("p a, dd a"))
  .map((e) => [e.className, e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, , box]) => box.width < least || box.height < least)
  .map(([name, text, box]) => `${name} ${text}: ${box.width} by ${box.height}`)"""

#: What takes the focus without showing it, on itself or on what it stands in.
NO_FOCUS = """() => {
  const shows = (e) => {
    const style = getComputedStyle(e);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && style.outlineColor !== "rgba(0, 0, 0, 0)") || style.boxShadow !== "none";
  };
  return [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter((e) => e.type !== "hidden" && e.tabIndex >= 0 && !e.disabled && e.checkVisibility())
    .filter((e) => {
      e.focus({ focusVisible: true });
      for (let at = e; at !== document.body; at = at.parentElement) if (shows(at)) return false;
      return true;
    })
    .map((e) => `${e.className} ${e.textContent.trim()}`);
}"""

#: Sentences with nothing between them.
RUN_TOGETHER = r"() => document.body.innerText.match(/\S*\p{Ll}[.?!]\p{Lu}\S*/gu) ?? []"
