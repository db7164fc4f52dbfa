/** Large keys for a code. The field stays a field: typing, pasting and sending work without them. */
const pin = document.querySelector("[data-pin]");

if (pin) {
  const field = pin.querySelector("input");
  const said = pin.querySelector("[data-said]");
  const longest = Number(field.maxLength) > 0 ? field.maxLength : 8;

  const show = (value) => {
    field.value = value;
    said.textContent = said.dataset.said.replace("0", String(value.length));
  };

  pin.querySelector(".pin__keys").hidden = false;
  pin.addEventListener("click", (event) => {
    const key = event.target.closest("button[type=button]");
    if (!key) return;
    if ("delete" in key.dataset) show(field.value.slice(0, -1));
    else if (field.value.length < longest) show(field.value + key.dataset.digit);
  });
}
