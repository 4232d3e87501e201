// Opens the page: one bar, two phones, one stream of states that redraws what changed.

import { listen, post } from "./api.js";
import { Bar } from "./bar.js";
import { h } from "./dom.js";
import { Phone } from "./phone.js";

const main = document.getElementById("phones");
const tabs = document.getElementById("tabs");
const narrow = window.matchMedia("(max-width: 820px)");
const phones = new Map();
let skew = 0;
let front = sessionStorage.getItem("front");

const world = {
  post,
  heard,
  now: () => new Date(Date.now() + skew),
  visible: (key) => !narrow.matches || key === front,
};
const bar = new Bar(document.getElementById("bar"), world);

function heard(state) {
  skew = new Date(state.now) - Date.now();
  front ??= state.phones[0].key;
  bar.update(state);
  for (const { key } of state.phones) phone(key).update(state);
  main.classList.toggle("calling", Boolean(state.call));
  main.classList.toggle("talking", state.call?.state === "on");
  drawTabs(state);
  document.body.classList.add("ready");
}

function phone(key) {
  if (!phones.has(key)) {
    const made = new Phone(key, world);
    phones.set(key, made);
    queueMicrotask(() => { main.append(made.node); arrange(); });
  }
  return phones.get(key);
}

function drawTabs(state) {
  if (!tabs.children.length) tabs.append(...state.phones.map(({ key, name, city }) =>
    h("button", { type: "button", "data-phone": key, onclick: () => bring(key) }, h("b", {}, name), h("span", {}, city), h("i", { class: "badge", hidden: true }))));
  for (const tab of tabs.children) {
    const shown = phones.get(tab.dataset.phone);
    tab.setAttribute("aria-current", String(tab.dataset.phone === front));
    shown.badge(tab.querySelector(".badge"), shown.unreadInAll());
  }
}

/** On a narrow page: which phone is in the hand. */
function bring(key) {
  front = key;
  sessionStorage.setItem("front", key);
  arrange();
  phones.get(key).draw();
  phones.get(key).toEnd();
  for (const tab of tabs.children) {
    tab.setAttribute("aria-current", String(tab.dataset.phone === front));
    phones.get(tab.dataset.phone).badge(tab.querySelector(".badge"), phones.get(tab.dataset.phone).unreadInAll());
  }
}

function arrange() {
  for (const [key, shown] of phones) shown.node.classList.toggle("front", key === front);
  for (const shown of phones.values()) shown.toEnd();
}

function swipes() {
  let from = null;
  main.addEventListener("touchstart", (event) => { from = event.touches[0]; }, { passive: true });
  main.addEventListener("touchend", (event) => {
    const to = event.changedTouches[0];
    const far = from ? to.clientX - from.clientX : 0;
    if (!narrow.matches || Math.abs(far) < 80 || Math.abs(far) < 2 * Math.abs(to.clientY - from.clientY)) return;
    const keys = [...phones.keys()];
    const next = keys[keys.indexOf(front) + (far < 0 ? 1 : -1)];
    if (next) bring(next);
  }, { passive: true });
}

swipes();
narrow.addEventListener("change", arrange);
setInterval(() => { bar.tick(); for (const shown of phones.values()) if (shown.node) shown.tick(); }, 1000);
listen(heard, (gone) => bar.lost(gone));
