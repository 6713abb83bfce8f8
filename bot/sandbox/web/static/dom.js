// Building elements. Text goes in as text, never as HTML.

export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let count = 0;

export function freshId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

export const nameOf = (user) => user?.global_name || user?.username || "Somebody";

export function avatar(user) {
  const colour = Number(BigInt(user.id) % 5n);
  return el("span", { class: `avatar colour-${colour}`, "aria-hidden": "true" }, nameOf(user).slice(0, 1).toUpperCase());
}
