// A list of options that opens beside a text field or a button and is steered from there with the keyboard.
// An option is {label, value, description?, badge?}. Focus stays on the owner, as ARIA's listbox pattern wants it.

import { el, freshId } from "./dom.js";

export class Listbox {
  constructor({ label, onchoose, footer = "" }) {
    this.id = freshId("list");
    this.onchoose = onchoose;
    this.options = [];
    this.active = -1;
    this.items = el("div", { role: "listbox", id: this.id, class: "options", "aria-label": label, tabindex: "-1" });
    this.footer = el("p", { class: "footer" }, footer);
    this.element = el("div", { class: "popup", hidden: true }, this.items, this.footer);
  }

  get isOpen() {
    return !this.element.hidden;
  }

  own(owner) {
    this.owner = owner;
    owner.setAttribute("aria-controls", this.id);
    this.#tellOwner();
  }

  show(options, { preselect = -1, selected = [], footer } = {}) {
    this.options = options;
    if (footer !== undefined) this.footer.textContent = footer;
    this.footer.hidden = !this.footer.textContent;
    this.items.hidden = !options.length;
    this.items.replaceChildren(...options.map((option, index) => this.#item(option, index, selected)));
    this.element.hidden = !options.length && this.footer.hidden;
    this.activate(Math.min(preselect, options.length - 1));
  }

  hide() {
    this.element.hidden = true;
    this.options = [];
    this.activate(-1);
  }

  activate(index) {
    this.items.children[this.active]?.classList.remove("active");
    this.active = index;
    const item = this.items.children[index];
    item?.classList.add("active");
    item?.scrollIntoView({ block: "nearest" });
    this.#tellOwner();
  }

  // Returns whether the key meant something here.
  key(event) {
    if (!this.isOpen) return false;
    const last = this.options.length - 1;
    const moves = {
      ArrowDown: () => this.activate(this.active >= last ? 0 : this.active + 1),
      ArrowUp: () => this.activate(this.active <= 0 ? last : this.active - 1),
      PageDown: () => this.activate(Math.min(last, this.active + 8)),
      PageUp: () => this.activate(Math.max(0, this.active - 8)),
      Escape: () => this.hide(),
    };
    const isChoice = (event.key === "Enter" || event.key === "Tab") && !event.shiftKey && this.active >= 0;
    if (isChoice) this.choose(this.active);
    else if (event.key in moves && (last >= 0 || event.key === "Escape")) moves[event.key]();
    else return false;
    event.preventDefault();
    return true;
  }

  choose(index) {
    this.onchoose(this.options[index]);
  }

  #item(option, index, selected) {
    return el(
      "div",
      {
        role: "option", id: `${this.id}-${index}`, class: "option",
        "aria-selected": String(selected.includes(option.value)),
        // The owner must not lose the focus to a click.
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => this.choose(index),
      },
      el("span", { class: "label" }, option.label),
      option.badge ? el("span", { class: "badge" }, option.badge) : null,
      option.description ? el("span", { class: "description" }, option.description) : null,
    );
  }

  #tellOwner() {
    if (!this.owner) return;
    if (this.owner.tagName !== "TEXTAREA") this.owner.setAttribute("aria-expanded", String(this.isOpen));
    if (this.active >= 0) this.owner.setAttribute("aria-activedescendant", `${this.id}-${this.active}`);
    else this.owner.removeAttribute("aria-activedescendant");
  }
}
