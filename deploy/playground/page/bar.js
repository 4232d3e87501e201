// The bar: what time it is, what comes next, ways to move on, and trouble on demand.

import { h, icon, iconButton, mark } from "./dom.js";
import { clock, dateLine } from "./text.js";

const JUMPS = [["next", "Next event"], ["hour", "+1 h"], ["evening", "To the evening"], ["day", "Next day"]];
const TROUBLES = [
  ["down", "Telegram is down", "until you tap again; nothing gets through"],
  ["drop", "Lose the next answer", "Telegram takes a message, the bot never hears so"],
  ["limit", "Too many requests", "the next message is refused for 5 seconds"],
];

export class Bar {
  /** `world`: {post, now} */
  constructor(node, world) {
    this.world = world;
    this.time = h("time", { class: "big-time" });
    this.date = h("span", { class: "big-date" });
    this.next = h("p", { class: "coming", "aria-live": "polite" });
    this.problem = h("p", { class: "problem", role: "status" });
    this.jumps = JUMPS.map(([to, label]) => h("button", { type: "button", class: to === "next" ? "jump first" : "jump", "data-to": to, onclick: () => this.go(to) }, to === "next" ? icon("next") : null, label));
    this.troubles = Object.fromEntries(TROUBLES.map(([kind, name, what]) => [kind, h("button", { type: "button", "aria-pressed": "false", "data-fault": kind, onclick: () => this.trouble(kind) }, h("b", {}, name), h("span", {}, what))]));
    this.menu = h("details", { class: "trouble" }, h("summary", {}, "Trouble"), h("div", { class: "pop" }, Object.values(this.troubles)));
    this.menu.addEventListener("keydown", (event) => { if (event.key === "Escape") this.menu.open = false; });
    document.addEventListener("click", (event) => { if (!this.menu.contains(event.target)) this.menu.open = false; });
    node.append(
      h("div", { class: "brand" }, mark("logo"), h("div", {}, h("h1", {}, "On the Line"), h("p", {}, "playground"))),
      h("div", { class: "when" }, h("div", { class: "clockline" }, this.time, this.date), this.next, this.problem),
      h("div", { class: "jumps", role: "group", "aria-label": "Move the time" }, this.jumps),
      h("div", { class: "rest" }, this.menu, h("button", { type: "button", class: "jump reset", onclick: () => this.reset() }, "Reset")));
    this.node = node;
  }

  update(state) {
    this.state = state;
    const busy = state.busy || Boolean(this.waiting);
    this.node.classList.toggle("busy", busy);
    for (const button of this.jumps) button.disabled = busy || (button.dataset.to === "next" && !state.next);
    for (const [kind, button] of Object.entries(this.troubles)) button.setAttribute("aria-pressed", String(Boolean(state.faults[kind])));
    this.menu.classList.toggle("on", Object.values(state.faults).some(Boolean));
    this.tick();
  }

  /** Once a second. */
  tick() {
    if (!this.state) return;
    const now = this.world.now();
    this.time.textContent = clock(now, "UTC");
    this.date.textContent = `UTC · ${dateLine(now, "UTC", "en")}`;
    this.next.replaceChildren(...this.coming(now));
  }

  coming(now) {
    const { next, phones, busy } = this.state;
    if (busy || this.waiting) return ["Time passes…"];
    if (!next) return ["Nothing is planned yet: press START on a phone."];
    const at = new Date(next.at);
    const here = phones.find((phone) => phone.key === next.phone) ?? phones[0];
    const day = dateLine(at, here.zone, "en") === dateLine(now, here.zone, "en") ? "" : `${dateLine(at, here.zone, "en")}, `;
    const what = next.what ? `: ${next.phone ? `${here.name}'s ` : ""}${next.what}` : "";
    return ["next ", h("b", {}, `${day}${clock(at, here.zone)}`), ` in ${here.city}${what}`];
  }

  async go(to) {
    this.waiting = true;
    this.update(this.state);
    await this.ask("/time", { to });
    this.waiting = false;
    this.update(this.state);
  }

  async trouble(kind) { await this.ask("/fault", { kind, on: !this.state.faults[kind] }); }
  async reset() { await this.ask("/reset"); }

  async ask(path, body) {
    this.problem.textContent = "";
    try {
      const state = await this.world.post(path, body);
      if (state.phones) this.world.heard(state);
    } catch (problem) { this.problem.textContent = problem.message; }
  }

  lost(gone) { this.problem.textContent = gone ? "The playground has stopped; this page waits for it." : ""; }
}
