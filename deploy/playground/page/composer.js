// The foot of a phone: input, what it replies to or corrects, attachments, the bot's own keyboard.

import { h, icon, iconButton } from "./dom.js";

export class Composer {
  /** `phone`: {act(do, body), sheets, friend, name, commands(), chat()} */
  constructor(phone) {
    this.phone = phone;
    this.mode = null;
    this.drafts = {};
    this.hidden = false;
    this.keysPrint = "";
    this.input = h("textarea", { rows: 1, maxLength: 9000, "aria-label": `Message from ${phone.name}`, placeholder: "Message",
      oninput: () => this.grow(), onkeydown: (event) => this.typed(event) });
    this.about = h("div", { class: "about", hidden: true });
    this.menu = h("button", { type: "button", class: "menu-key", "aria-label": "Commands", onclick: () => this.commands() }, icon("menu"), h("span", {}, "Menu"));
    this.keys = h("div", { class: "reply-keys" });
    this.clip = iconButton("clip", "Attach", () => this.attach(), "clip");
    this.toggle = iconButton("keys", "Show or hide the keyboard", () => { this.hidden = !this.hidden; this.showKeys(); }, "toggle-keys");
    this.start = h("button", { type: "button", class: "start", onclick: () => phone.act("start") }, "START");
    this.form = h("form", { class: "line", onsubmit: (event) => { event.preventDefault(); this.send(); } },
      this.menu, this.clip, this.input, this.toggle,
      h("button", { type: "submit", class: "round send", "aria-label": "Send", title: "Send" }, icon("send")));
    this.node = h("footer", { class: "composer" }, this.about, this.start, this.form, this.keys);
  }

  update(state, inBot) {
    const blocked = inBot && state.blocked;
    const start = (inBot && state.start !== null) || blocked;
    this.start.hidden = !start;
    this.start.textContent = blocked ? "UNBLOCK" : "START";
    this.form.hidden = start;
    this.clip.hidden = !inBot;
    this.menu.hidden = !inBot || !state.commands.length;
    this.grow();
    this.placeholder = (inBot && state.keyboard?.placeholder) || "Message";
    this.input.placeholder = this.placeholder;
    this.rows = inBot && !start ? state.keyboard?.rows ?? null : null;
    const print = JSON.stringify([this.rows, state.keyboard?.id]);
    if (print !== this.keysPrint) { this.keysPrint = print; this.hidden = false; this.showKeys(); }
  }

  showKeys() {
    this.toggle.hidden = !this.rows;
    this.keys.hidden = !this.rows || this.hidden;
    this.keys.replaceChildren(...(this.rows ?? []).map((row) => h("div", { class: "row" }, row.map((button) =>
      h("button", { type: "button", onclick: () => this.tap(button) }, button.kind === "location" ? icon("pin") : button.kind === "contact" ? icon("person") : null, button.text)))));
  }

  tap(button) {
    const { act, sheets } = this.phone;
    if (button.kind === "contact") sheets.choose("Share your phone number?", h("p", {}, "The bot sees this phone's pretend number."), [{ text: "Share", act: () => act("contact") }, { text: "Not now", quiet: true }]);
    else if (button.kind === "location") sheets.choose("Share where you are?", h("p", {}, "The bot sees the middle of this phone's city."), [{ text: "Share", act: () => act("location") }, { text: "Not now", quiet: true }]);
    else act("write", { text: button.text });
  }

  typed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    else if (event.key === "Escape" && this.mode) { event.stopPropagation(); this.forget(); }
  }

  async send() {
    const text = this.input.value;
    if (!text.trim()) return;
    const mode = this.mode;
    this.forget();
    this.fill("");
    const done = mode?.kind === "edit"
      ? await this.phone.act("edit", { message: mode.message.id, text })
      : await this.phone.act("write", { text, reply_to: mode?.message.id ?? null });
    if (!done && !this.input.value) this.fill(text);
  }

  /** Another chat comes to the front: each keeps its own unsent words. */
  change(from, to) {
    this.forget();
    this.drafts[from] = this.input.value;
    this.input.value = this.drafts[to] ?? "";
    requestAnimationFrame(() => this.grow());
  }

  fill(text) { this.input.value = text; this.grow(); }

  grow() {
    if (!this.input.offsetParent) return;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
  }

  /** Reply to or correct `message`: what is typed next belongs to it. */
  take(kind, message) {
    this.mode = { kind, message };
    this.about.hidden = false;
    this.about.replaceChildren(icon("reply"),
      h("span", {}, h("b", {}, kind === "edit" ? "Edit message" : `Reply to ${message.mine ? "yourself" : message.from}`), h("span", {}, message.text || "message")),
      iconButton("close", "Never mind", () => this.forget()));
    if (kind === "edit") this.fill(message.text);
    this.input.focus();
  }

  forget() {
    if (this.mode?.kind === "edit") this.fill("");
    this.mode = null;
    this.about.hidden = true;
  }

  commands() { this.phone.sheets.commands(this.phone.commands(), (text) => this.phone.act("write", { text })); }

  attach() {
    const { act, sheets, friend } = this.phone;
    const caption = this.input.value.trim();
    const reply_to = this.mode?.kind === "reply" ? this.mode.message.id : null;
    const send = (what, body) => () => { this.forget(); this.fill(""); act(what, { ...body, reply_to }); };
    sheets.choose("Send", null, [
      { text: caption ? "Photo, with these words" : "Photo", icon: "photo", act: send("photo", { caption }) },
      { text: caption ? "Voice message, with these words" : "Voice message", icon: "mic", act: send("voice", { caption }) },
      { text: "Sticker", icon: "sticker", act: send("sticker") },
      { text: "My phone number", icon: "person", act: send("contact") },
      { text: `${friend}'s phone number`, icon: "person", act: send("contact", { whose: "friend" }) },
      { text: "Where I am", icon: "pin", act: send("location") },
      { text: "Block the bot", icon: "close", quiet: true, act: send("block") },
    ]);
  }
}
