// One phone: its two chats (the bot and the friend), drawn from the server's state, acts going back.

import { bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { face, h, icon, iconButton, mark, reconcile } from "./dom.js";
import { meaning } from "./links.js";
import { callScreen, Sheets } from "./sheets.js";
import { clock, dateLine, renderText } from "./text.js";

/** What Telegram itself writes above a bot's description. */
const ASKED = { en: "What can this bot do?", de: "Was kann dieser Bot?" };

export class Phone {
  /** `world`: {post(path, body), now(), visible(key), changed()} */
  constructor(key, world) {
    Object.assign(this, { key, world, chat: "bot", seen: { bot: null, friend: null }, known: { bot: new Map(), friend: new Map() }, toastSeen: null, sticks: true });
    this.reader = { open: (url) => this.follow(url), say: (text) => this.act("write", { text }), now: () => world.now() };
  }

  /** Draw `state` (the whole world's) on this phone. */
  update(state) {
    const before = this.me;
    this.me = state.phones.find((phone) => phone.key === this.key);
    this.friend = state.phones.find((phone) => phone.key !== this.key);
    this.bot = state.bot;
    Object.assign(this.reader, { zone: this.me.zone, language: this.me.language });
    if (!this.node) this.build();
    this.arrivals(before);
    this.draw();
    this.showCall(state);
    this.showToast();
    this.tick();
  }

  build() {
    this.glass = h("div", { class: "glass" });
    this.sheets = new Sheets(this.glass);
    this.composer = new Composer({
      act: (what, body) => this.act(what, body), sheets: this.sheets, name: this.me.name, friend: this.friend.name, commands: () => this.me.commands,
    });
    this.log = h("div", { class: "chat", role: "log", "aria-live": "polite", "aria-label": `${this.me.name}'s chat`, tabIndex: 0, onscroll: () => this.scrolled() });
    this.time = h("time", {});
    this.date = h("span", { class: "date" });
    this.bell = h("span", { class: "bell" }, icon("bell"));
    this.tabs = { bot: this.tab("bot", mark("avatar"), this.bot.name, "bot"), friend: this.tab("friend", face(this.friend.name), this.friend.name, "friend") };
    this.callKey = iconButton("phone", `Call ${this.friend.name}`, () => this.act("call"), "call-key");
    this.banner = h("div", { class: "banner-place", "aria-live": "polite" });
    this.toast = h("div", { class: "toast", role: "status" });
    this.ringing = h("div", { class: "ringing" });
    this.down = iconButton("down", "To the newest message", () => this.toEnd(true), "to-end");
    this.language = h("select", { "aria-label": `${this.me.name}'s Telegram language`, onchange: (event) => this.act("language", { code: event.target.value }) },
      this.me.languages.map(([code, name]) => h("option", { value: code }, name)));
    this.glass.append(h("div", { class: "status" }, this.time, this.date, this.bell),
      h("header", { class: "head" }, h("div", { class: "chats", role: "tablist", "aria-label": "Chats" }, this.tabs.bot, this.tabs.friend), this.callKey),
      this.ringing, this.banner, h("div", { class: "room" }, this.log, this.down, this.toast), this.composer.node);
    new ResizeObserver(() => this.sticks && this.toEnd()).observe(this.log);
    this.node = h("section", { class: "phone", "aria-label": `${this.me.name}'s phone`, "data-phone": this.key },
      h("div", { class: "caption" }, h("h2", {}, this.me.name), h("span", {}, this.me.city), h("label", {}, "Telegram in ", this.language)),
      this.glass);
  }

  tab(chat, face, name, what) {
    return h("button", { type: "button", role: "tab", class: "chat-tab", onclick: () => this.show(chat) },
      face, h("span", { class: "who" }, h("b", {}, name), h("small", {}, what)), h("i", { class: "badge", hidden: true }));
  }

  /** Bring a chat to the front. */
  show(chat) {
    if (chat !== this.chat) { this.composer.change(this.chat, chat); this.chat = chat; this.log.replaceChildren(); this.known[chat] = new Map(); }
    this.banner.replaceChildren();
    this.sticks = true;
    this.draw();
  }

  draw() {
    const inBot = this.chat === "bot";
    const messages = this.messages(this.chat);
    reconcile(this.log, [...this.opening(inBot, messages), ...this.items(messages)], this.known[this.chat]);
    this.composer.update(this.me, inBot);
    if (this.sticks) this.toEnd();
    this.markSeen();
    this.callKey.hidden = inBot;
    this.language.value = this.me.language;
    for (const [chat, tab] of Object.entries(this.tabs)) {
      tab.setAttribute("aria-selected", String(chat === this.chat));
      this.badge(tab.querySelector(".badge"), this.unread(chat));
    }
    this.scrolled();
  }

  messages(chat) { return chat === "bot" ? this.me.messages : this.me.friend_messages; }

  opening(inBot, messages) {
    if (messages.length) return [];
    const lines = inBot ? this.me.description : `Here ${this.me.name} and ${this.friend.name} write to each other, without the bot.`;
    return [{ key: "opening", print: `${lines} ${inBot} ${this.me.language}`, make: () => h("div", { class: "opening" },
      inBot ? mark("big-mark") : face(this.friend.name, "big"),
      inBot ? h("h3", {}, ASKED[this.me.language] ?? ASKED.en) : null, h("div", { class: "words" }, renderText(lines, [], this.reader))) }];
  }

  items(messages) {
    const items = [];
    let day = "";
    for (const message of messages) {
      const label = dateLine(new Date(message.at), this.me.zone, this.me.language, true);
      if (label !== day) items.push({ key: `day ${label}`, print: label, make: () => h("div", { class: "day" }, h("span", {}, label)) });
      day = label;
      items.push({ key: message.id, print: JSON.stringify(message) + this.me.language, make: (redrawn) => bubble(message, this.desk(), redrawn) });
    }
    return items;
  }

  /** What a bubble may ask of its phone. */
  desk() {
    const inBot = this.chat === "bot";
    return {
      reader: this.reader, bot: this.bot.name,
      anchor: (id) => `${this.key}-${this.chat}-${id}`,
      goTo: (id) => this.goTo(id),
      press: (message, button, node) => this.press(message, button, node),
      call: () => this.act("call"),
      react: inBot ? (message, emoji) => this.act("react", { message: message.id, emoji }) : null,
      menu: inBot ? (message) => this.menu(message) : null,
    };
  }

  menu(message) {
    const choices = [{ text: "Reply", icon: "reply", act: () => this.composer.take("reply", message) }];
    if (message.mine && message.kind === "text") choices.push({ text: "Edit", icon: "check", act: () => this.composer.take("edit", message) });
    if (message.text) choices.push({ text: "Copy", icon: "copy", act: () => this.copy(message.text) });
    choices.push({ text: "Delete", icon: "close", act: () => this.act("delete", { message: message.id }) });
    this.sheets.message(message, choices, (emoji) => this.act("react", { message: message.id, emoji }));
  }

  press(message, button, node) {
    if (button.kind === "url") return this.follow(button.value);
    if (button.kind === "copy") return this.copy(button.value);
    if (button.kind === "switch") return this.sheets.share(button.value, "", this.friend.name, this.reader, (text) => this.act("tell", { text }));
    node.classList.add("waiting");
    setTimeout(() => node.classList.remove("waiting"), 2500);
    return this.act("press", { message: message.id, row: button.row, column: button.column });
  }

  /** Follow a link as this phone's Telegram would. */
  follow(address) {
    const link = meaning(address, this.bot, this.friend);
    if (link.kind === "start") { this.show("bot"); this.act("open", { payload: link.payload }); }
    else if (link.kind === "bot") this.show("bot");
    else if (link.kind === "friend") { this.show("friend"); this.composer.fill(link.text); this.composer.input.focus(); }
    else if (link.kind === "share") this.sheets.share(link.text, link.url, this.friend.name, this.reader, (text) => this.act("tell", { text }));
    else if (link.kind === "group") this.say("Groups are not part of this playground.");
    else this.sheets.link(link.url);
  }

  async act(what, body = {}) {
    if (this.chat === "friend" && what === "write") what = "tell";
    try {
      await this.world.post("/act", { phone: this.key, what, ...body });
      return true;
    } catch (problem) {
      this.say(problem.message);
      return false;
    }
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => {});
    this.say("Copied.");
  }

  /** What is new since the last state: a ring, a banner for the other chat, the unread. */
  arrivals(before) {
    if (!before) { this.seen = { bot: this.newest("bot"), friend: this.newest("friend") }; return; }
    const fresh = (chat, was) => this.messages(chat).filter((message) => !message.mine && message.kind !== "call" && !was.some((old) => old.id === message.id));
    if (this.messages(this.chat).at(-1)?.mine && this.newest(this.chat) !== this.seen[this.chat]) this.sticks = true;
    const fromBot = fresh("bot", before.messages);
    const fromFriend = fresh("friend", before.friend_messages);
    if (before.world !== this.me.world) { this.seen = { bot: null, friend: null }; this.sheets.close(); this.chat === "friend" && this.show("bot"); return; }
    if ([...fromBot, ...fromFriend].some((message) => !message.silent)) this.ring();
    const elsewhere = this.chat === "bot" ? fromFriend : fromBot;
    if (elsewhere.length) this.showBanner(elsewhere.at(-1));
  }

  ring() {
    this.glass.classList.remove("rings-now");
    void this.glass.offsetWidth;
    this.glass.classList.add("rings-now");
    clearTimeout(this.ringTimer);
    this.ringTimer = setTimeout(() => this.glass.classList.remove("rings-now"), 1300);
  }

  showBanner(message) {
    const chat = this.chat === "bot" ? "friend" : "bot";
    const banner = h("button", { type: "button", class: "banner", onclick: () => this.show(chat) },
      h("b", {}, chat === "bot" ? this.bot.name : this.friend.name), h("span", {}, (message.text || message.label || "message").split("\n")[0]));
    this.banner.replaceChildren(banner);
    setTimeout(() => banner.remove(), 9000);
  }

  showToast() {
    const told = this.me.toast;
    if (told && this.toastSeen !== null && told.seq > this.toastSeen) {
      if (told.alert) this.sheets.choose("", h("p", {}, told.text), [{ text: "OK" }], this.bot.name);
      else if (told.text) this.say(told.text);
    }
    this.toastSeen = told ? told.seq : 0;
  }

  say(text) {
    this.toast.textContent = text;
    this.toast.classList.add("up");
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => this.toast.classList.remove("up"), 4200);
  }

  showCall(state) {
    const print = JSON.stringify(state.call);
    if (print === this.callPrint) return;
    this.callPrint = print;
    const names = Object.fromEntries(state.phones.map((phone) => [phone.key, phone.name]));
    const screen = callScreen(state.call, this.key, names, (what) => this.act(what));
    this.ringing.replaceChildren(...(screen ? [screen] : []));
  }

  /** Once a second: the time on the glass. */
  tick() {
    const now = this.world.now();
    this.time.textContent = clock(now, this.me.zone);
    this.date.textContent = dateLine(now, this.me.zone, this.me.language);
  }

  newest(chat) { return this.messages(chat).at(-1)?.id ?? null; }

  unread(chat) {
    const list = this.messages(chat);
    const from = list.findIndex((message) => message.id === this.seen[chat]) + 1;
    return list.slice(from).filter((message) => !message.mine).length;
  }

  unreadInAll() { return this.unread("bot") + this.unread("friend"); }

  markSeen() { if (this.world.visible(this.key)) this.seen[this.chat] = this.newest(this.chat); }

  badge(node, count) { node.hidden = !count; node.textContent = count; }

  goTo(id) {
    const node = document.getElementById(`${this.key}-${this.chat}-${id}`);
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    node?.classList.add("pointed");
    setTimeout(() => node?.classList.remove("pointed"), 1400);
  }

  atEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 90; }
  toEnd(smooth = false) { this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth ? "smooth" : "instant" }); }
  scrolled() { this.sticks = this.atEnd(); this.down.hidden = this.sticks; }
}
