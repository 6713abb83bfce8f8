// The page as a whole: who one is, where one is, what is there. Everything shown comes from the server.

import { openApps } from "./apps.js";
import { Composer } from "./composer.js";
import { avatar, el, nameOf } from "./dom.js";
import { openForm } from "./form.js";
import { drawMessage, group, isThinking, showFailure, thinking } from "./messages.js";

const RETRY_MS = 2000;
const PATIENCE_MS = 250;
const NEAR_END = 80;

const place = (id) => document.getElementById(id);
const log = place("log");

const state = { me: null, bot: null, people: [], users: new Map(), roles: new Map(), channels: new Map() };
let here = null;
let socket = null;

const names = {
  user: (id) => nameOf(state.users.get(id)),
  role: (id) => (state.roles.get(id)?.name ?? "unknown role").replace(/^@/, ""),
  channel: (id) => state.channels.get(id)?.name ?? "unknown",
};

const desk = {
  state,
  names,
  message: (channel, id) => state.channels.get(channel)?.messages.get(id),
  reveal: (id) => {
    const element = place(`message-${id}`);
    element?.scrollIntoView({ block: "center" });
    element?.focus();
  },
  commands: async () => (await act("commands", { channel: here.id })).commands ?? [],
  say: async (text) => (await act("say", { channel: here.id, text })).error,
  slash: (command, options) => waitFor(here, act("slash", { channel: here.id, command, options })),
  autocomplete: (command, options, focused) => act("autocomplete", { channel: here.id, command, options, focused }),
  press: (message, customId, control) => use(message, control, "press", { custom_id: customId }),
  pick: (message, customId, values, control) => use(message, control, "pick", { custom_id: customId, values }),
  dismiss: async (message) => {
    const { error } = await act("dismiss", { message: message.id });
    if (error) warn(error);
    else forget(message.channel_id, message.id);
    composer.focus();
  },
  apps: async (message, button) => {
    const menus = (await desk.commands()).filter((command) => command.type === 3);
    openApps(button, menus, (command) => waitFor(here, act("menu", { message: message.id, command: command.name })));
  },
};

const composer = new Composer(place("composer"), desk);

// Doing

async function act(action, what) {
  try {
    const response = await fetch(`do/${action}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ who: state.me, ...what }),
    });
    if (response.headers.get("Content-Type")?.startsWith("application/json")) return await response.json();
    return { error: (await response.text()) || "The page's server failed." };
  } catch {
    return { error: "The page's server can't be reached. Is the program still running?" };
  }
}

// A command was sent: show that the bot is thinking if it takes a while, and say when nothing came.
async function waitFor(channel, sending) {
  warn("");
  const waiting = el("article", { class: "message local" }, avatar(state.bot), el("div", { class: "body" }, thinking(state.bot)));
  const timer = setTimeout(() => {
    if (channel !== here || [...here.messages.values()].some(isThinking)) return;
    log.append(waiting);
    toEnd();
  }, PATIENCE_MS);
  const result = await sending;
  clearTimeout(timer);
  waiting.remove();
  if (result.form) fillIn(channel, result.form);
  if (result.error && channel === here) fail(result.error);
}

function fail(error) {
  const note = el("article", { class: "message local ephemeral" }, avatar(state.bot),
    el("header", {}, el("strong", {}, nameOf(state.bot)), el("span", { class: "badge" }, "APP")),
    el("div", { class: "body" }, el("p", { class: "failure" }, error),
      el("p", { class: "private" }, "Only you can see this · ",
        el("button", { type: "button", class: "link", onclick: () => { note.remove(); composer.focus(); } }, "Dismiss message"))));
  log.append(note);
  toEnd();
}

// A button was pressed or something was picked.
async function use(message, control, action, what) {
  const channel = here;
  const element = () => place(`message-${message.id}`);
  const busy = el("span", { class: "unseen", role: "status" }, "Waiting for the bot");
  showFailure(element(), "");
  control.classList.add("busy");
  control.after(busy);
  const result = await act(action, { message: message.id, ...what });
  busy.remove();
  control.classList.remove("busy");
  if (result.error) showFailure(element(), result.error);
  if (result.form) fillIn(channel, result.form);
}

function fillIn(channel, form) {
  openForm(place("form"), form, desk, async (values) => {
    const result = await act("submit", { form: form.id, values });
    if (result.form) setTimeout(() => fillIn(channel, result.form));
    return result.error;
  });
}

function warn(text) {
  place("alert").textContent = text;
}

// Drawing

function drawPeople() {
  const legend = el("legend", {}, "You are");
  place("people").replaceChildren(legend, ...state.people.map((person) => el("label", {},
    el("input", { type: "radio", name: "person", value: person.id, checked: person.id === state.me, onchange: () => become(person.id) }),
    el("span", {}, `${nameOf(person)} `, el("small", {}, person.role)))));
}

function drawChannels() {
  place("channels").replaceChildren(...[...state.channels.values()].map((channel) => el("button", {
    type: "button", "aria-current": channel === here ? "page" : undefined,
    onclick: () => {
      go(channel);
      composer.focus();
    },
  }, title(channel))));
}

const title = (channel) => `${channel.direct ? "@" : "#"}${channel.name}`;

function go(channel) {
  here = channel;
  sessionStorage.setItem("channel", channel.id);
  place("place").textContent = title(channel);
  document.title = `${title(channel)} · ${place("guild").textContent}`;
  drawChannels();
  warn("");
  log.setAttribute("aria-live", "off");
  log.replaceChildren(...[...channel.messages.values()].map((message) => drawMessage(message, desk)));
  regroup();
  log.scrollTop = log.scrollHeight;
  log.setAttribute("aria-live", "polite");
  composer.reset(title(channel));
}

function regroup() {
  group([...log.querySelectorAll(".message:not(.local)")], [...here.messages.values()]);
}

function toEnd() {
  log.scrollTop = log.scrollHeight;
}

function put(message) {
  const channel = state.channels.get(message.channel_id);
  if (!channel) return;
  const isNew = !channel.messages.has(message.id);
  channel.messages.set(message.id, message);
  if (channel !== here) return;
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  const element = drawMessage(message, desk);
  if (isNew) add(element);
  else replace(place(`message-${message.id}`), element);
  regroup();
  if (isNew) showFromItsStart(element);
  else if (wasAtEnd) toEnd();
}

function add(element) {
  const pending = log.querySelector(".message.local:not(.ephemeral)");
  pending?.remove();
  log.append(element);
}

// A long answer is read from its first line, so that line stays in sight.
function showFromItsStart(element) {
  toEnd();
  const above = element.getBoundingClientRect().top - log.getBoundingClientRect().top;
  if (above < 0) log.scrollTop += above;
}

// An edit must not take the focus from whoever steers with the keyboard: it stays on the same control, or on the one
// that is now in its place.
function replace(old, element) {
  const focused = old?.contains(document.activeElement) ? document.activeElement : null;
  const before = controlsOf(old);
  old?.replaceWith(element);
  if (!focused) return;
  const after = controlsOf(element);
  const same = after.find((one) => one.dataset.customId === focused.dataset.customId) ?? after[before.indexOf(focused)];
  (same && !same.disabled ? same : element).focus({ preventScroll: true });
}

const controlsOf = (element) => [...(element?.querySelectorAll("[data-custom-id]") ?? [])];

function forget(channelId, id) {
  const channel = state.channels.get(channelId);
  channel?.messages.delete(id);
  if (channel !== here) return;
  place(`message-${id}`)?.remove();
  regroup();
}

// Connecting

function become(person) {
  sessionStorage.setItem("person", person);
  connect();
}

function connect() {
  const mine = new WebSocket(`ws://${location.host}/live?who=${sessionStorage.getItem("person") ?? ""}`);
  socket?.close();
  socket = mine;
  mine.addEventListener("message", (event) => {
    if (socket === mine) hear(JSON.parse(event.data));
  });
  mine.addEventListener("close", () => {
    if (socket !== mine) return;
    place("connection").textContent = "The page's server can't be reached. Is the program still running? Trying again…";
    setTimeout(() => socket === mine && connect(), RETRY_MS);
  });
}

function hear(news) {
  if (news.type === "message") put(news.message);
  else if (news.type === "gone") forget(news.channel, news.message);
  else if (news.type === "state") begin(news);
}

function begin(news) {
  place("connection").textContent = "";
  place("guild").textContent = news.guild;
  const byId = (things) => new Map(things.map((one) => [one.id, one]));
  Object.assign(state, {
    me: news.me, bot: news.bot, people: news.people, users: byId(news.users), roles: byId(news.roles),
    channels: byId(news.channels.map((one) => ({ ...one, messages: byId(one.messages) }))),
  });
  const hadFocus = document.activeElement?.name === "person";
  drawPeople();
  if (hadFocus) place("people").querySelector(":checked")?.focus();
  const before = state.channels.get(sessionStorage.getItem("channel")) ?? sameKind(here);
  go(before ?? [...state.channels.values()][0]);
}

// The direct message of another person is another channel, so one stays in "a direct message".
function sameKind(channel) {
  return channel && [...state.channels.values()].find((one) => one.direct === channel.direct && one.name === channel.name);
}

connect();
