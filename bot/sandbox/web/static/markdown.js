// Discord's Markdown, as far as messages and embeds use it, made into elements.
// `names` knows who and what is mentioned: user(id), role(id), channel(id) return a text.

import { el } from "./dom.js";

const BODY = "((?:\\\\[^]|[^\\\\])+?)";

// Each rule is tried where the text stands; the first that fits makes a node.
const RULES = [
  [/\\([^A-Za-z0-9\s])/y, (m) => m[1]],
  [/(`+)([^]*?[^`])\1(?!`)/y, (m) => el("code", {}, m[2].trim())],
  [new RegExp(`\\*\\*\\*${BODY}\\*\\*\\*(?!\\*)`, "y"), (m, names) => el("strong", {}, el("em", {}, inline(m[1], names)))],
  [new RegExp(`\\*\\*${BODY}\\*\\*(?!\\*)`, "y"), (m, names) => el("strong", {}, inline(m[1], names))],
  [new RegExp(`__${BODY}__(?!_)`, "y"), (m, names) => el("u", {}, inline(m[1], names))],
  [new RegExp(`\\*(?=\\S)${BODY}\\*(?!\\*)`, "y"), (m, names) => el("em", {}, inline(m[1], names))],
  [new RegExp(`(?<![A-Za-z0-9])_${BODY}_(?![A-Za-z0-9_])`, "y"), (m, names) => el("em", {}, inline(m[1], names))],
  [new RegExp(`~~${BODY}~~`, "y"), (m, names) => el("s", {}, inline(m[1], names))],
  [new RegExp(`\\|\\|${BODY}\\|\\|`, "y"), (m, names) => spoiler(inline(m[1], names))],
  [
    /\[((?:\\.|[^\]\\\n]|\[[^\]\n]*\])+)\]\(<?(https?:\/\/(?:\([^\s<>()]*\)|[^\s<>()])+)>?\)/y,
    (m, names) => link(m[2], inline(m[1], names)),
  ],
  [/<(https?:\/\/[^\s>]+)>/y, (m) => link(m[1], m[1])],
  [/https?:\/\/[^\s<>]*[^\s<>.,:;"'\])}!?]/y, (m) => link(m[0], m[0])],
  [/<@!?(\d+)>/y, (m, names) => mention(`@${names.user(m[1])}`)],
  [/<@&(\d+)>/y, (m, names) => mention(`@${names.role(m[1])}`)],
  [/<#(\d+)>/y, (m, names) => mention(`#${names.channel(m[1])}`)],
  [/<\/([^:>]+):\d+>/y, (m) => mention(`/${m[1]}`)],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (m) => moment(Number(m[1]), m[2])],
  [/<a?(:\w+:)\d+>/y, (m) => m[1]],
];

export function inline(text, names) {
  const nodes = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const found = match(text, at);
    if (found) {
      if (plain) nodes.push(plain);
      plain = "";
      nodes.push(found.rule(found.match, names));
      at += found.match[0].length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function match(text, at) {
  if (!"\\`*_~|[<h".includes(text[at])) return null;
  for (const [pattern, rule] of RULES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { match: found, rule };
  }
  return null;
}

function link(address, text) {
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

function mention(text) {
  return el("span", { class: "mention" }, text);
}

function spoiler(nodes) {
  const inside = el("span", { class: "hidden-words", hidden: true }, nodes);
  const button = el("button", { type: "button", class: "spoiler", onclick: () => {
    inside.hidden = false;
    button.remove();
  } }, "Spoiler: show it");
  return el("span", {}, button, inside);
}

const STYLES = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};

function moment(seconds, style = "f") {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return "Invalid date";
  const days = Math.round((seconds * 1000 - Date.now()) / 86400000);
  const text = style === "R"
    ? new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(days, "day")
    : new Intl.DateTimeFormat("en", STYLES[style]).format(date);
  return el("time", { datetime: date.toISOString() }, text);
}

const LIST = /^( *)([-*]|\d{1,9}\.) +(.*)$/;
const SPECIAL = /^(#{1,3} +\S|-# +\S|> |>>> |```)/;

export function markdown(text, names) {
  return el("div", { class: "markdown" }, blocks(text.split("\n"), names));
}

function blocks(lines, names) {
  const made = [];
  let at = 0;
  while (at < lines.length) {
    const [element, next] = block(lines, at, names);
    made.push(element);
    at = next;
  }
  return made;
}

function block(lines, at, names) {
  const line = lines[at];
  const heading = /^(#{1,3}) +(.+)$/.exec(line);
  if (heading) {
    const level = heading[1].length;
    const properties = { class: `heading-${level}`, role: "heading", "aria-level": level + 1 };
    return [el("div", properties, inline(heading[2], names)), at + 1];
  }
  const small = /^-# +(.+)$/.exec(line);
  if (small) return [el("small", {}, inline(small[1], names)), at + 1];
  if (line.startsWith("```")) return fence(lines, at);
  if (line.startsWith(">>> ")) {
    return [el("blockquote", {}, blocks([line.slice(4), ...lines.slice(at + 1)], names)), lines.length];
  }
  if (line.startsWith("> ")) {
    const end = endOf(lines, at, (one) => one.startsWith("> "));
    return [el("blockquote", {}, blocks(lines.slice(at, end).map((one) => one.slice(2)), names)), end];
  }
  if (LIST.test(line)) return list(lines, at, names);
  const end = Math.max(at + 1, endOf(lines, at, (one) => !SPECIAL.test(one) && !LIST.test(one)));
  const text = lines.slice(at, end).join("\n");
  // The newline at the very end of a block isn't shown; one more makes the empty line visible.
  const gap = end < lines.length && text.endsWith("\n") ? "\n" : "";
  return [el("div", {}, inline(text + gap, names)), end];
}

function endOf(lines, at, belongs) {
  let end = at;
  while (end < lines.length && belongs(lines[end])) end += 1;
  return end;
}

function fence(lines, at) {
  const closing = lines.findIndex((line, number) => number > at && line.startsWith("```"));
  const end = closing < 0 ? lines.length : closing;
  return [el("pre", {}, el("code", {}, lines.slice(at + 1, end).join("\n"))), end + 1];
}

function list(lines, at, names) {
  const [, margin, mark] = LIST.exec(lines[at]);
  const ordered = /\d/.test(mark);
  const element = el(ordered ? "ol" : "ul", { start: ordered ? parseInt(mark, 10) : undefined });
  let next = at;
  while (next < lines.length) {
    const item = LIST.exec(lines[next]);
    const depth = item ? item[1].length : /^ */.exec(lines[next])[0].length;
    if (item && depth > margin.length + 1 && element.lastChild) {
      const [inner, end] = list(lines, next, names);
      element.lastChild.append(inner);
      next = end;
    } else if (item && depth >= margin.length && /\d/.test(item[2]) === ordered) {
      element.append(el("li", {}, inline(item[3], names)));
      next += 1;
    } else if (!item && lines[next].trim() && depth > margin.length + 1) {
      element.lastChild.append("\n", ...inline(lines[next].trim(), names));
      next += 1;
    } else break;
  }
  return [element, next];
}
