// A message's text and entities -> nodes, as Telegram's own apps draw them.
// Offsets are UTF-16 units, which is what JavaScript strings count in.

import { h } from "./dom.js";

const AUTOMATIC = /(https?:\/\/[^\s<>"”]+[^\s<>"”.,;:!?)])|((?<=^|[\s(])\/[a-z_]{1,32}\b)|((?<=^|[\s(])@[A-Za-z]\w{3,31})/g;
const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const LITERAL = new Set(["code", "pre"]);
const MADE_HERE = new Set(["url", "bot_command", "mention", "hashtag", "cashtag", "email", "phone_number"]);

/** `reader`: {zone, language, now(), open(url), say(text)} of the phone that shows it. */
export function renderText(text, entities, reader) {
  const own = (entities ?? []).filter((entity) => !MADE_HERE.has(entity.type));
  own.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, own, 0, text.length, reader);
}

function span(text, entities, from, to, reader) {
  const nodes = [];
  let at = from;
  while (entities.length) {
    const first = entities[0];
    if (first.offset >= to) break;
    entities.shift();
    const end = Math.min(first.offset + first.length, to);
    if (first.offset < at) continue;
    nodes.push(...plain(text.slice(at, first.offset), reader));
    nodes.push(wrap(first, text.slice(first.offset, end), () => span(text, entities, first.offset, end, reader), reader));
    while (entities.length && entities[0].offset < end) entities.shift();
    at = end;
  }
  nodes.push(...plain(text.slice(at, to), reader));
  return nodes;
}

function wrap(entity, words, inner, reader) {
  if (entity.type === "date_time") return h("time", { class: "tg-time", title: "shown in this phone's own time" }, when(entity, words, reader));
  if (entity.type === "text_link") return link(entity.url, inner(), reader);
  if (entity.type === "text_mention") return link(`tg://user?id=${entity.user?.id}`, inner(), reader);
  if (entity.type === "spoiler") return h("span", { class: "spoiler", onclick: (event) => event.currentTarget.classList.add("open") }, inner());
  if (LITERAL.has(entity.type)) return h(TAGS[entity.type], {}, words);
  return h(TAGS[entity.type] ?? "span", {}, inner());
}

function plain(words, reader) {
  const nodes = [];
  let at = 0;
  for (const found of words.matchAll(AUTOMATIC)) {
    nodes.push(words.slice(at, found.index));
    nodes.push(automatic(found, reader));
    at = found.index + found[0].length;
  }
  nodes.push(words.slice(at));
  return nodes.filter((piece) => piece !== "");
}

function automatic([words, url, command, name], reader) {
  if (command) return h("button", { type: "button", class: "link", onclick: () => reader.say(words) }, words);
  return link(url ?? `https://t.me/${name.slice(1)}`, [words], reader);
}

function link(url, children, reader) {
  return h("button", { type: "button", class: "link", title: url, onclick: () => reader.open(url) }, children);
}

/** What a <tg-time> shows on this device: weekday, date, time, or the time left. */
function when(entity, fallback, reader) {
  const format = entity.date_time_format ?? "";
  const instant = new Date(entity.unix_time * 1000);
  if (format === "r") return relative(instant, reader);
  const parts = {};
  if (format.includes("w")) parts.weekday = "long";
  if (format.includes("D")) Object.assign(parts, { day: "numeric", month: "long", year: "numeric" });
  else if (format.includes("d")) Object.assign(parts, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (/t/i.test(format)) Object.assign(parts, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (format.includes("T")) parts.second = "2-digit";
  if (!Object.keys(parts).length) return fallback;
  return new Intl.DateTimeFormat(place(reader.language), { ...parts, timeZone: reader.zone }).format(instant);
}

function relative(instant, reader) {
  const minutes = Math.round((instant - reader.now()) / 60000);
  const words = new Intl.RelativeTimeFormat(reader.language, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}

/** English as Europe writes it: both phones are there. */
export const place = (language) => (language === "en" ? "en-GB" : language);

export function clock(instant, zone) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(instant);
}

export function dateLine(instant, zone, language, long = false) {
  const parts = { weekday: long ? "long" : "short", day: "numeric", month: long ? "long" : "short" };
  return new Intl.DateTimeFormat(place(language), { ...parts, timeZone: zone }).format(instant);
}
