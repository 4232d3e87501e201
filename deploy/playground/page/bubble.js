// One message -> one bubble, with what hangs on it: quote, media, reactions, buttons.

import { face, h, icon, iconButton } from "./dom.js";
import { clock, renderText } from "./text.js";

const BUTTON_MARK = { url: "out", copy: "copy", switch: "reply" };

/** `desk` is the phone's side: reader, press(message, button, node), menu(message, node), goTo(id). */
export function bubble(message, desk, redrawn) {
  const classes = ["msg", message.mine ? "mine" : "theirs", `kind-${message.kind}`, redrawn ? "redrawn" : "arrives"];
  return h("article", { class: classes.join(" "), id: desk.anchor(message.id), "aria-label": message.mine ? "You" : message.from },
    h("div", { class: "beside" }, body(message, desk),
      desk.menu ? iconButton("more", "Message actions", () => desk.menu(message), "more") : null),
    keyboard(message, desk));
}

function body(message, desk) {
  const below = message.kind === "invite";
  return h("div", { class: "bubble", ...gestures(message, desk) }, quote(message, desk), below ? null : media(message, desk),
    message.text ? words(message, desk) : null, below ? media(message, desk) : null,
    message.reactions?.length || !message.text || below ? foot(message, desk) : null);
}

/** The line under a bubble's content: reactions, then when it was said. */
function foot(message, desk) {
  return h("div", { class: "foot" }, reactions(message, desk), meta(message, desk));
}

function quote(message, desk) {
  if (!message.reply_to) return null;
  const { id, name, text } = message.reply_to;
  return h("button", { type: "button", class: "quote", onclick: () => desk.goTo(id) },
    h("b", {}, name), h("span", {}, text || "message"));
}

function words(message, desk) {
  const below = message.kind === "invite" || message.reactions?.length;
  return h("div", { class: "words", dir: "auto" }, renderText(message.text, message.entities, desk.reader), below ? null : meta(message, desk));
}

function media(message, desk) {
  const make = { photo, voice, sticker, contact, location, invite, call }[message.kind];
  return make ? make(message, desk) : null;
}

function photo(message) {
  if (message.image) return h("img", { class: "photo", src: message.image, alt: "photo" });
  return h("div", { class: "photo placeholder", role: "img", "aria-label": "a photo" }, h("i", { class: "sun" }), h("i", { class: "hill" }), h("i", { class: "hill two" }));
}

function voice() {
  const bars = [5, 9, 14, 8, 16, 11, 6, 13, 18, 10, 7, 12, 15, 9, 5, 8, 12, 6].map((height) => h("i", { class: `wave w${height}` }));
  return h("div", { class: "voice", role: "img", "aria-label": "a voice message, 4 seconds" },
    h("span", { class: "play" }, icon("next")), h("span", { class: "waves" }, bars), h("span", { class: "length" }, "0:04"));
}

function sticker(message) {
  return h("div", { class: "sticker", role: "img", "aria-label": "a sticker" }, message.emoji ?? "👋");
}

function location() {
  return h("div", { class: "map", role: "img", "aria-label": "a place on the map" }, icon("pin"));
}

function contact(message, desk) {
  const { name, phone } = message.contact;
  return h("div", { class: "contact" },
    face(name, "small"),
    h("span", { class: "who" }, h("b", {}, name), h("span", {}, phone)),
    message.mine ? null : iconButton("phone", `Call ${name}`, () => desk.call(message.contact), "call"));
}

function invite(message, desk) {
  return h("div", { class: "preview" },
    h("b", {}, desk.bot), h("span", {}, "One thing a day, with a friend on the line."),
    h("button", { type: "button", class: "open", onclick: () => desk.reader.open(message.url) }, "Open the bot"));
}

function call(message) {
  return h("div", { class: "called" }, icon("phone"), h("span", {}, message.label));
}

function reactions(message, desk) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map(({ emoji, mine }) =>
    h("button", { type: "button", class: mine ? "own" : "", "aria-label": `reaction ${emoji}`, onclick: () => desk.react?.(message, mine ? null : emoji) }, emoji)));
}

function meta(message, desk) {
  return h("div", { class: "meta" },
    message.forwarded ? h("span", {}, "forwarded") : null,
    message.edited ? h("span", {}, "edited") : null,
    message.silent ? h("span", { class: "quiet", role: "img", "aria-label": "without sound", title: "arrived without sound" }, icon("muted")) : null,
    h("time", { dateTime: message.at }, clock(new Date(message.at), desk.reader.zone)));
}

function keyboard(message, desk) {
  if (!message.buttons?.length) return null;
  return h("div", { class: "keyboard" }, message.buttons.map((row) =>
    h("div", { class: "row" }, row.map((button) => key(message, button, desk)))));
}

function key(message, button, desk) {
  const press = (event) => desk.press(message, button, event.currentTarget);
  const sign = BUTTON_MARK[button.kind];
  return h("button", { type: "button", class: `key ${button.style ?? ""}`, onclick: press },
    h("span", {}, button.text), sign ? icon(sign) : null);
}

/** Long press and the context menu open what the small ⋯ opens. */
function gestures(message, desk) {
  if (!desk.menu) return {};
  let timer = 0;
  const stop = () => clearTimeout(timer);
  return {
    oncontextmenu: (event) => { event.preventDefault(); desk.menu(message); },
    onpointerdown: (event) => {
      if (event.pointerType === "touch" && !event.target.closest("button")) timer = setTimeout(() => desk.menu(message), 480);
    },
    onpointerup: stop, onpointercancel: stop, onpointermove: stop,
  };
}
