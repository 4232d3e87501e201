// Making elements. Rule: strings become text nodes, never markup; nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element; `on*` props are listeners, `class` and `aria-*` attributes, the rest properties. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class" || name === "role" || name === "for" || name.includes("-")) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h10",
  send: "M4 12 20 4l-4 16-4.5-6.5L4 12Zm7.5 1.5L20 4",
  clip: "M8 12.5 14 6.6a3.2 3.2 0 0 1 4.6 4.5l-7.4 7.3a5 5 0 0 1-7.1-7.1l7-6.9",
  mic: "M12 4a2.6 2.6 0 0 0-2.6 2.6v5a2.6 2.6 0 0 0 5.2 0v-5A2.6 2.6 0 0 0 12 4ZM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5ZM10 20.5h4",
  muted: "M6 16.5V11a6 6 0 0 1 9.5-4.9M18 10.5v6l1.5 1.5H8M4 4l16 16",
  reply: "M10 7 5 12l5 5M5 12h8a6 6 0 0 1 6 6",
  phone: "M5 5.5c0 7.5 6 13.5 13.5 13.5l1-4-4.5-2-1.8 1.8a12 12 0 0 1-4-4L11 9 9 4.500 5 5.500Z",
  close: "M6 6l12 12M18 6 6 18",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  keys: "M4 7h16v10H4zM8 11h.01M12 11h.01M16 11h.01M8 14h8",
  down: "M6 10l6 6 6-6",
  pin: "M12 21s-6-6-6-11a6 6 0 0 1 12 0c0 5-6 11-6 11Zm0-8.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z",
  photo: "M4 7h4l1.500-2h5L16 7h4v12H4zM12 16a3.300 3.300 0 1 0 0-6.600 3.300 3.300 0 0 0 0 6.600Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c.6-3.600 3.300-5.500 7-5.500s6.400 1.900 7 5.500",
  sticker: "M5 5h14v8l-6 6H5zM13 19v-6h6M9 9.500h.01M14 9.500h.01",
  next: "M5 5l8 7-8 7zM17 5v14",
  check: "M5 12.500 10 17.500 19 7",
  out: "M9 6h9v9M18 6 6 18",
  copy: "M9 9h10v10H9zM5 15V5h10",
};

/** A line icon, hidden from screen readers: the button around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** The bot's mark, drawn once in a file of its own. */
export function mark(className) {
  return h("img", { class: className, src: "/page/mark.svg", alt: "" });
}

/** A person's round initial; the name stands beside it, so screen readers skip it. */
export function face(name, size = "") {
  return h("span", { class: `avatar ${size}`, "aria-hidden": "true" }, name.slice(0, 1));
}

/** A round button with an icon and a spoken name. */
export function iconButton(name, label, onclick, className = "") {
  return h("button", { type: "button", class: `round ${className}`, title: label, "aria-label": label, onclick }, icon(name));
}

/**
 * Make the children of `parent` be `items` [{key, print, make}] in order.
 * An item whose print is unchanged keeps its node, so focus and scroll stay where they are.
 */
export function reconcile(parent, items, known) {
  const wanted = new Set(items.map((item) => item.key));
  for (const [key, held] of known) {
    if (wanted.has(key)) continue;
    known.delete(key);
    held.node.remove();
  }
  let before = parent.firstChild;
  for (const item of items) {
    let held = known.get(item.key);
    if (!held) {
      held = { print: item.print, node: item.make(false) };
      known.set(item.key, held);
    } else if (held.print !== item.print) {
      const node = item.make(true);
      if (before === held.node) before = node;
      held.node.replaceWith(node);
      Object.assign(held, { print: item.print, node });
    }
    if (held.node === before) before = before.nextSibling;
    else parent.insertBefore(held.node, before);
  }
}
