// The box at the foot of a channel: plain text, or a slash command with its options as chips.
// `desk` is the rest of the page: {state, commands(), say(text), slash(name, options), autocomplete(name, options, focused)}.

import { OPTION_KINDS, thingsOf } from "./choices.js";
import { el, freshId } from "./dom.js";
import { Listbox } from "./listbox.js";

const TYPING_PAUSE_MS = 200;
const [SUBCOMMAND, GROUP, BOOLEAN, ATTACHMENT] = [1, 2, 5, 11];
const FREE_TEXT = "↑ ↓ and Enter choose · Enter alone sends what you typed";

export class Composer {
  constructor(form, desk) {
    this.form = form;
    this.desk = desk;
    this.list = new Listbox({ label: "Suggestions", onchoose: (option) => this.onchoose(option) });
    this.hint = el("p", { class: "hint", role: "status" });
    this.box = el("div", { class: "box" });
    this.send = el("button", { type: "submit", class: "send", "aria-label": "Send" }, "➤");
    form.replaceChildren(this.list.element, this.hint, el("div", { class: "line" }, this.box, this.send));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) this.list.hide();
    });
    this.writeText("", false);
  }

  // Start over, as when the channel or the person changes.
  reset(place) {
    this.place = place;
    this.writeText("", false);
  }

  focus() {
    (this.text ?? this.chips[0]?.input ?? this.send).focus();
  }

  // Ordinary text

  writeText(value, focus = true) {
    this.command = null;
    this.chips = [];
    this.say("");
    this.list.hide();
    this.text = el("textarea", {
      rows: "1", "aria-label": `Message ${this.place ?? ""}`, placeholder: `Message ${this.place ?? ""}`,
      "aria-autocomplete": "list", value,
      oninput: () => this.#typedText(),
      onkeydown: (event) => this.#keyInText(event),
    });
    this.list.own(this.text);
    this.box.replaceChildren(this.text);
    this.#grow();
    if (focus) this.text.focus();
  }

  #grow() {
    this.text.rows = Math.min(8, this.text.value.split("\n").length);
  }

  async #typedText() {
    const text = this.text;
    this.#grow();
    if (!text.value.startsWith("/") || text.value.includes("\n")) {
      this.list.hide();
      return;
    }
    const entries = entriesOf(await this.desk.commands());
    if (this.text !== text || !text.value.startsWith("/")) return;
    const typed = text.value.slice(1).toLowerCase();
    const exact = entries.filter((one) => typed.startsWith(`${one.name} `)).sort((a, b) => b.name.length - a.name.length)[0];
    if (exact) {
      this.choose(exact, text.value.slice(exact.name.length + 2));
      return;
    }
    const fitting = matching(entries, typed, (one) => one.name);
    this.onchoose = (option) => this.choose(option.value);
    this.list.show(fitting.map((one) => ({ label: `/${one.name}`, value: one, description: one.description })), {
      preselect: 0,
      footer: fitting.length ? "" : entries.length ? "No command of that name." : "No commands yet: the bot has not connected.",
    });
  }

  #keyInText(event) {
    if (this.list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  // A command with its options

  choose(entry, firstValue = "") {
    this.command = entry;
    this.text = null;
    this.chips = [];
    this.list.hide();
    const options = entry.options;
    const shown = options.filter((one, index) => one.required || (index === 0 && !options.some((other) => other.required)));
    this.name = el("span", { class: "command" }, `/${entry.name}`);
    this.more = el("span", { class: "more" });
    this.cancel = el("button", { type: "button", class: "cancel", "aria-label": "Cancel the command", onclick: () => this.writeText("") }, "✕");
    this.box.replaceChildren(this.name, this.more, this.cancel);
    shown.forEach((option) => this.#addChip(option));
    this.#offerMore();
    this.say(entry.description);
    const first = this.chips[0];
    if (first) {
      first.input.value = firstValue;
      first.input.focus();
      this.#typedInChip(first);
    } else this.send.focus();
  }

  #addChip(option) {
    const input = el("input", {
      type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-required": String(Boolean(option.required)),
      "aria-describedby": freshId("about"), enterkeyhint: "send", spellcheck: "false", maxlength: "6000",
      inputmode: [4, 10].includes(option.type) ? "decimal" : undefined,
    });
    const about = el("span", { class: "unseen", id: input.getAttribute("aria-describedby") }, option.description);
    const chip = { option, input, picked: null, element: el("label", { class: "chip" }, el("span", {}, option.name), input, about) };
    input.addEventListener("input", () => this.#typedInChip(chip));
    input.addEventListener("focus", () => this.#enterChip(chip));
    input.addEventListener("keydown", (event) => this.#keyInChip(event, chip));
    this.chips.push(chip);
    this.more.before(chip.element);
    return chip;
  }

  #offerMore() {
    const left = this.command.options.filter((one) => !this.chips.some((chip) => chip.option === one));
    this.more.replaceChildren(...left.map((option) => el("button", {
      type: "button", class: "add", title: option.description,
      onclick: () => {
        const chip = this.#addChip(option);
        this.#offerMore();
        chip.input.focus();
      },
    }, `+ ${option.name}`)));
  }

  #enterChip(chip) {
    this.say(chip.option.description);
    if (this.suggestsFor !== chip || !this.list.isOpen) this.#suggest(chip, 0);
  }

  #typedInChip(chip) {
    chip.picked = null;
    chip.input.removeAttribute("aria-invalid");
    this.#size(chip);
    this.#suggest(chip, TYPING_PAUSE_MS);
  }

  #size(chip) {
    chip.input.size = Math.max(6, Math.min(48, chip.input.value.length + 1));
  }

  #keyInChip(event, chip) {
    if (this.list.key(event)) return;
    const at = this.chips.indexOf(chip);
    if (event.key === "Escape") this.writeText("");
    else if (event.key === "Backspace" && !chip.input.value && at > 0) this.#removeOrLeave(chip, at);
    else if (event.key === "Backspace" && !chip.input.value) this.writeText(`/${this.command.name}`);
    else if (event.key === "Enter" && !event.isComposing) this.submit();
    else return;
    event.preventDefault();
  }

  #removeOrLeave(chip, at) {
    if (!chip.option.required) {
      chip.element.remove();
      this.chips.splice(at, 1);
      this.#offerMore();
    }
    this.chips[at - 1].input.focus();
  }

  // Suggestions for an option: its own choices, people and places, or what the bot answers.

  #suggest(chip, pause) {
    clearTimeout(this.timer);
    if (this.suggestsFor !== chip) this.list.hide();
    this.suggestsFor = chip;
    this.list.own(chip.input);
    this.onchoose = (option) => this.#pick(chip, option);
    if (chip.option.type === ATTACHMENT) {
      this.list.show([], { footer: "Files can't be sent from this page." });
      return;
    }
    const fixed = this.#fixedChoices(chip.option);
    if (fixed) {
      const fitting = matching(fixed, chip.picked ? "" : chip.input.value.toLowerCase(), (one) => one.label);
      this.list.show(fitting, { preselect: chip.input.value || chip.option.required ? 0 : -1, footer: fitting.length ? "" : "No such choice." });
    } else if (chip.option.autocomplete && !chip.picked) this.timer = setTimeout(() => this.#askTheBot(chip), pause);
    else this.list.hide();
  }

  #fixedChoices(option) {
    if (option.choices) return option.choices.map((one) => ({ label: one.name, value: one.name }));
    if (option.type === BOOLEAN) return ["True", "False"].map((one) => ({ label: one, value: one }));
    const kind = OPTION_KINDS[option.type];
    return kind ? thingsOf(kind, this.desk.state) : null;
  }

  async #askTheBot(chip) {
    const [command, typed] = [this.command, chip.input.value];
    const { choices, error } = await this.desk.autocomplete(command.name, this.#values(), chip.option.name);
    const isStale = this.command !== command || chip.input.value !== typed || chip.picked || document.activeElement !== chip.input;
    if (isStale) return;
    const options = (choices ?? []).map((one) => ({ label: one.name, value: String(one.value) }));
    const nothing = typed ? "No options match. Enter sends what you typed." : "";
    this.list.show(options, { footer: error ?? (options.length ? FREE_TEXT : nothing) });
  }

  #pick(chip, option) {
    chip.input.value = option.label;
    chip.picked = option.value;
    chip.input.removeAttribute("aria-invalid");
    this.#size(chip);
    this.list.hide();
    const next = this.chips.find((one) => one.option.required && !one.input.value);
    (next?.input ?? chip.input).focus();
  }

  #values({ sending = false } = {}) {
    const given = this.chips.filter((chip) => chip.input.value || (!sending && chip === this.suggestsFor));
    return Object.fromEntries(given.map((chip) => [chip.option.name, chip.picked ?? chip.input.value]));
  }

  // Sending

  say(text, isError = false) {
    this.hint.textContent = text;
    this.hint.classList.toggle("failure", isError);
  }

  submit() {
    clearTimeout(this.timer);
    if (this.command) this.#sendCommand();
    else if (this.text.value.trim()) this.#sendText();
  }

  #sendCommand() {
    const wrong = this.chips.find((chip) => this.#fault(chip));
    if (wrong) {
      wrong.input.setAttribute("aria-invalid", "true");
      wrong.input.focus();
      this.say(`${wrong.option.name}: ${this.#fault(wrong)}`, true);
      return;
    }
    const [name, values] = [this.command.name, this.#values({ sending: true })];
    this.writeText("");
    this.desk.slash(name, values);
  }

  #fault(chip) {
    const { option, input } = chip;
    if (!input.value) return option.required ? "This option is required." : "";
    if (option.type === ATTACHMENT) return "Files can't be sent from this page.";
    const fixed = this.#fixedChoices(option);
    if (fixed && chip.picked === null) {
      const same = fixed.find((one) => one.label.toLowerCase() === input.value.trim().toLowerCase());
      if (!same) return "Choose one from the list.";
      chip.picked = same.value;
    }
    if (input.value.length > (option.max_length ?? Infinity)) return `At most ${option.max_length} characters.`;
    if (input.value.length < (option.min_length ?? 0)) return `At least ${option.min_length} characters.`;
    return "";
  }

  async #sendText() {
    const text = this.text.value;
    if (text.startsWith("/")) {
      this.say("Choose a command from the list. Ordinary messages don't begin with a slash.", true);
      return;
    }
    this.writeText("");
    const error = await this.desk.say(text);
    if (error && this.text && !this.text.value) {
      this.writeText(text);
      this.say(error, true);
    }
  }
}

// Every command that can be sent, subcommands with their full name.
function entriesOf(commands) {
  const slash = commands.filter((command) => command.type === 1);
  return slash.flatMap((command) => unfold(command, command.name)).sort((a, b) => a.name.localeCompare(b.name));
}

function unfold(node, name) {
  const options = node.options ?? [];
  const inner = options.filter((one) => one.type === SUBCOMMAND || one.type === GROUP);
  if (inner.length) return inner.flatMap((one) => unfold(one, `${name} ${one.name}`));
  return [{ name, description: node.description, options }];
}

// What begins with the words comes before what only has them somewhere.
function matching(things, typed, textOf) {
  const starts = things.filter((one) => textOf(one).toLowerCase().startsWith(typed));
  const has = things.filter((one) => !starts.includes(one) && textOf(one).toLowerCase().includes(typed));
  return [...starts, ...has];
}
