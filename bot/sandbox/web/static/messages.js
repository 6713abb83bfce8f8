// Messages as Discord shows them. `desk` is the rest of the page: {state, names, press, pick, dismiss, apps}.

import { MENU_KINDS, thingsOf } from "./choices.js";
import { avatar, el, nameOf } from "./dom.js";
import { Listbox } from "./listbox.js";
import { inline, markdown } from "./markdown.js";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const PINNED = 6;
const FOLLOWING_MS = 7 * 60 * 1000;

export const isEphemeral = (message) => Boolean(message.flags & EPHEMERAL);
export const isThinking = (message) => Boolean(message.flags & LOADING);

export function drawMessage(message, desk) {
  if (message.type === PINNED) return notice(message, desk);
  const head = el("header", { id: `head-${message.id}` },
    el("strong", {}, nameOf(message.author)),
    message.author.bot ? el("span", { class: "badge" }, "APP") : null,
    time(message));
  const element = el("article",
    { class: "message", id: `message-${message.id}`, "aria-labelledby": `head-${message.id}`, tabindex: "-1" },
    origin(message, desk), avatar(message.author), head, body(message, desk));
  if (!isThinking(message) && !isEphemeral(message)) element.append(appsButton(message, desk));
  element.classList.toggle("ephemeral", isEphemeral(message));
  return element;
}

export function showFailure(element, text) {
  element?.querySelector(".failure")?.remove();
  if (!text) return;
  const failure = el("p", { class: "failure", role: "alert" }, text);
  element?.querySelector(".body")?.append(failure);
  failure.scrollIntoView({ block: "nearest" });
}

// A message is drawn without its head when it directly follows another one of the same author.
export function group(elements, messages) {
  elements.forEach((element, index) => {
    const [before, message] = [messages[index - 1], messages[index]];
    const follows = before && message && before.type !== PINNED && !message.interaction_metadata
      && !message.message_reference && before.author.id === message.author.id
      && isEphemeral(before) === isEphemeral(message)
      && Date.parse(message.timestamp) - Date.parse(before.timestamp) < FOLLOWING_MS;
    element.classList.toggle("follows", Boolean(follows));
  });
}

function body(message, desk) {
  if (isThinking(message)) return el("div", { class: "body" }, thinking(message.author), ...privateNote(message, desk));
  return el("div", { class: "body" },
    message.content ? markdown(message.content, desk.names) : null,
    isEdited(message) ? el("span", { class: "edited" }, "(edited)") : null,
    (message.message_snapshots ?? []).map((one) => forward(one.message, desk)),
    message.embeds.map((embed) => drawEmbed(embed, desk)),
    message.attachments.map((file) => attachment(file)),
    message.components.map((component) => drawComponent(component, message, desk)),
    ...privateNote(message, desk));
}

export function thinking(author) {
  return el("p", { class: "thinking" }, el("span", { class: "dots", "aria-hidden": "true" }, "•••"), ` ${nameOf(author)} is thinking…`);
}

function isEdited(message) {
  return message.edited_timestamp && message.content && !message.interaction_metadata;
}

function privateNote(message, desk) {
  if (!isEphemeral(message)) return [];
  return [el("p", { class: "private" }, "Only you can see this · ",
    el("button", { type: "button", class: "link", onclick: () => desk.dismiss(message) }, "Dismiss message"))];
}

function time(message) {
  const date = new Date(message.timestamp);
  const clock = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit" }).format(date);
  const isToday = date.toDateString() === new Date().toDateString();
  const text = isToday ? `Today at ${clock}` : date.toLocaleString("en", { dateStyle: "short", timeStyle: "short" });
  return el("time", { class: "when", datetime: message.timestamp }, text);
}

// The small line above an answer: which command it answers, or which message it replies to.
function origin(message, desk) {
  const asked = message.interaction_metadata;
  if (asked?.type === 2 && asked.name) {
    const name = message.type === 20 ? `/${asked.name}` : asked.name;
    return el("p", { class: "origin" }, el("strong", {}, nameOf(asked.user)), " used ", el("span", { class: "mention" }, name));
  }
  const reference = message.message_reference;
  if (!reference || reference.type === 1) return null;
  const other = desk.message(reference.channel_id, reference.message_id);
  if (!other) return el("p", { class: "origin" }, el("em", {}, "Original message was deleted"));
  const words = markdown(other.content || other.embeds[0]?.title || "Click to see the message", desk.names).textContent;
  return el("p", { class: "origin" },
    el("strong", {}, nameOf(other.author)), " ",
    el("button", { type: "button", class: "link", onclick: () => desk.reveal(other.id) }, words.slice(0, 80)));
}

function notice(message, desk) {
  return el("article", { class: "message notice", id: `message-${message.id}`, tabindex: "-1" },
    el("p", {}, "📌 ", el("strong", {}, nameOf(message.author)), " pinned ",
      el("button", { type: "button", class: "link", onclick: () => desk.reveal(message.message_reference.message_id) }, "a message"),
      " to this channel. ", time(message)));
}

function forward(snapshot, desk) {
  return el("blockquote", { class: "forward" }, el("p", { class: "private" }, "↱ Forwarded"),
    snapshot.content ? markdown(snapshot.content, desk.names) : null,
    snapshot.embeds.map((embed) => drawEmbed(embed, desk)));
}

function attachment(file) {
  return el("p", { class: "file" }, "📄 ", el("a", { href: file.url, target: "_blank", rel: "noopener noreferrer" }, file.filename));
}

function drawEmbed(embed, desk) {
  const title = embed.title && el("div", { class: "title", role: "heading", "aria-level": "2" },
    embed.url?.startsWith("http")
      ? el("a", { href: embed.url, target: "_blank", rel: "noopener noreferrer" }, inline(embed.title, desk.names))
      : inline(embed.title, desk.names));
  const fields = (embed.fields ?? []).map((field) => el("div", { class: field.inline ? "field inline" : "field" },
    el("strong", {}, inline(field.name, desk.names)), markdown(field.value, desk.names)));
  const footer = [embed.footer?.text, embed.timestamp && new Date(embed.timestamp).toLocaleString("en")].filter(Boolean);
  const element = el("section", { class: "embed" },
    embed.author?.name ? el("p", { class: "by" }, embed.author.name) : null,
    title || null,
    embed.description ? markdown(embed.description, desk.names) : null,
    fields.length ? el("div", { class: "fields" }, fields) : null,
    footer.length ? el("footer", {}, footer.join(" · ")) : null);
  if (embed.color) element.style.setProperty("--bar", `#${embed.color.toString(16).padStart(6, "0")}`);
  return element;
}

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary" };

function drawComponent(component, message, desk) {
  const inside = (component.components ?? []).map((one) => drawComponent(one, message, desk));
  switch (component.type) {
    case 1: return el("div", { class: "row" }, inside);
    case 2: return button(component, message, desk);
    case 3: case 5: case 6: case 7: case 8: return menu(component, message, desk);
    case 9: return el("div", { class: "with-accessory" }, el("div", {}, inside), drawComponent(component.accessory, message, desk));
    case 10: return markdown(component.content, desk.names);
    case 14: return el("hr");
    case 17: return el("section", { class: "embed" }, inside);
    default: return el("p", { class: "private" }, "(This page can't show a part of this message.)");
  }
}

function button(component, message, desk) {
  const text = [component.emoji?.name, component.label].filter(Boolean).join(" ");
  if (component.style === 5) {
    return el("a", { class: "button secondary", href: component.url, target: "_blank", rel: "noopener noreferrer" }, `${text} ↗`);
  }
  return el("button", {
    type: "button", class: `button ${STYLES[component.style]}`, disabled: component.disabled,
    "data-custom-id": component.custom_id,
    onclick: (event) => desk.press(message, component.custom_id, event.currentTarget),
  }, text);
}

function menu(component, message, desk) {
  const options = component.type === 3 ? component.options.map(asOption) : thingsOf(MENU_KINDS[component.type], desk.state);
  const [least, most] = [component.min_values ?? 1, component.max_values ?? 1];
  const several = most > 1;
  const preset = new Set((component.options ?? []).filter((one) => one.default).map((one) => one.value));
  const placeholder = component.placeholder || "Make a selection";
  let picked = [...preset];
  const text = el("span", {});
  const opener = el("button", {
    type: "button", class: "menu", role: "combobox", "aria-haspopup": "listbox", "aria-label": placeholder,
    disabled: component.disabled, "data-custom-id": component.custom_id,
  }, text, el("span", { "aria-hidden": "true" }, "▾"));
  const list = new Listbox({ label: placeholder, onchoose: choose });
  list.own(opener);
  opener.addEventListener("click", () => (list.isOpen ? close() : open()));
  opener.addEventListener("keydown", (event) => {
    // Tab goes on to the next control, which closes the list; here it chooses nothing.
    if (event.key === "Tab") return;
    if (list.isOpen && event.key === "Escape") close();
    else if (list.isOpen && event.key === " ") list.choose(list.active);
    else if (!list.isOpen && ["ArrowDown", "ArrowUp"].includes(event.key)) open();
    else {
      list.key(event);
      return;
    }
    event.preventDefault();
  });
  opener.addEventListener("blur", () => list.isOpen && close());
  label();

  function label() {
    const names = options.filter((one) => picked.includes(one.value)).map((one) => one.label);
    text.textContent = names.join(", ") || placeholder;
  }

  function open(active = 0) {
    const footer = several ? `Pick ${least} to ${most}, then close the list to send.` : "";
    list.show(options, { preselect: active, selected: picked, footer });
  }

  function choose(option) {
    if (!several) picked = [option.value];
    else if (picked.includes(option.value)) picked = picked.filter((one) => one !== option.value);
    else if (picked.length < most) picked = [...picked, option.value];
    label();
    if (several) open(list.active);
    else close();
  }

  function close() {
    list.hide();
    const changed = picked.length !== preset.size || picked.some((one) => !preset.has(one));
    if (changed && picked.length >= least) desk.pick(message, component.custom_id, picked, opener);
  }

  return el("div", { class: "menu-place" }, opener, list.element);
}

function asOption(option) {
  return { label: [option.emoji?.name, option.label].filter(Boolean).join(" "), value: option.value, description: option.description };
}

function appsButton(message, desk) {
  return el("button", {
    type: "button", class: "apps", "aria-haspopup": "menu", "aria-expanded": "false",
    "aria-label": `Apps for the message of ${nameOf(message.author)}`,
    onclick: (event) => desk.apps(message, event.currentTarget),
  }, "⋯ Apps");
}
