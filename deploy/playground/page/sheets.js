// What slides over a phone: sheets with choices, the message menu, a ringing call.
// Rule: one sheet at a time per phone; Escape and the veil close it; focus goes in and comes back.

import { face, h, icon, iconButton } from "./dom.js";
import { renderText } from "./text.js";

export const REACTIONS = ["👍", "❤️", "🎉", "🔥", "😁", "🙏"];

/** The place for sheets inside one phone's glass. */
export class Sheets {
  constructor(glass) {
    this.glass = glass;
    this.open = null;
    this.return = null;
    glass.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
  }

  show(node, kind = "sheet") {
    this.close();
    this.return = document.activeElement;
    const veil = h("div", { class: `veil ${kind}`, onclick: (event) => { if (event.target === veil) this.close(); } }, node);
    this.open = veil;
    this.glass.append(veil);
    (node.querySelector("[autofocus]") ?? node.querySelector("button, input"))?.focus({ preventScroll: true });
  }

  close() {
    if (!this.open) return;
    this.open.remove();
    this.open = null;
    if (this.return?.isConnected) this.return.focus({ preventScroll: true });
  }

  /** A sheet with a title, something to read and a column of choices [{text, icon, quiet, act}]. */
  choose(title, body, choices, label = title) {
    this.show(h("section", { class: "card", role: "dialog", "aria-label": label },
      title ? h("h3", {}, title) : null, body,
      h("div", { class: "choices" }, choices.map((choice) =>
        h("button", { type: "button", class: choice.quiet ? "quiet" : "", onclick: () => { this.close(); choice.act?.(); } },
          choice.icon ? icon(choice.icon) : null, choice.text)))));
  }

  /** Reactions and what can be done with one message. */
  message(message, choices, react) {
    const faces = REACTIONS.map((emoji) =>
      h("button", { type: "button", "aria-label": `React with ${emoji}`, onclick: () => { this.close(); react(emoji); } }, emoji));
    this.choose("", h("div", { class: "faces" }, faces), choices, "Message");
  }

  commands(list, run) {
    this.choose("", null, list.map(([command, description]) => ({
      text: [h("b", {}, `/${command}`), h("span", {}, description)], act: () => run(`/${command}`),
    })), "Commands");
    this.open.classList.add("menu");
  }

  share(text, url, friend, reader, send) {
    const preview = h("blockquote", { class: "share-text" }, renderText([text, url].filter(Boolean).join("\n"), [], { ...reader, open: () => {} }));
    this.choose("Send to", preview, [
      { text: [face(friend, "small"), `Send to ${friend}`], act: () => send([text, url].filter(Boolean).join("\n")) },
      { text: "Not now", quiet: true },
    ]);
  }

  link(url) {
    this.choose("Open this link?", h("p", { class: "address" }, url), [
      { text: "Open in a new tab", icon: "out", act: () => window.open(url, "_blank", "noopener,noreferrer") },
      { text: "Stay here", quiet: true },
    ]);
  }
}

/** What a call looks like on one phone; null when there is none. */
export function callScreen(call, me, names, act) {
  if (!call) return null;
  const calling = call.from === me;
  const other = names[calling ? call.to : call.from];
  const on = call.state === "on";
  const line = on ? `On the line with ${other}` : calling ? `Calling ${other}…` : `${other} is calling`;
  if (on) return h("section", { class: "call-strip", role: "status" }, icon("phone"), h("b", {}, line), iconButton("close", "Hang up", () => act("hang_up"), "hang"));
  return h("section", { class: "call-screen ringing", role: "dialog", "aria-label": line },
    h("span", { class: "rings" }, face(other, "big")),
    h("h3", { "aria-live": "assertive" }, line),
    h("p", {}, "A pretend call: nothing leaves this page."),
    h("div", { class: "call-keys" },
      !calling ? iconButton("phone", "Answer", () => act("answer"), "answer") : null,
      iconButton("close", calling ? "Hang up" : "Not now", () => act("hang_up"), "hang")));
}
