// The menu of commands that a bot adds to every message.

import { el } from "./dom.js";

let closeOpen = () => {};

export function openApps(button, commands, onuse) {
  closeOpen();
  const items = commands.map((command) => el("button", {
    type: "button", role: "menuitem", class: "option",
    onclick: () => {
      close();
      onuse(command);
    },
  }, command.name));
  const nothing = el("p", { class: "footer" }, "The bot offers nothing for messages here.");
  const element = el("div", { class: "popup apps-menu", role: "menu", "aria-label": "Apps" }, items.length ? items : nothing);
  button.after(element);
  button.setAttribute("aria-expanded", "true");
  element.addEventListener("keydown", (event) => {
    const now = items.indexOf(document.activeElement);
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && items.length) items[(now + move + items.length) % items.length].focus();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  const leave = (event) => {
    if (!element.contains(event.target) && event.target !== button) close(false);
  };
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);
  items[0]?.focus();
  element.scrollIntoView({ block: "nearest" });
  closeOpen = close;

  function close(back = true) {
    document.removeEventListener("pointerdown", leave);
    document.removeEventListener("focusin", leave);
    element.remove();
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
    closeOpen = () => {};
  }
}
