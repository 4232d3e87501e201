// What a tapped link means on a pretend phone. Pure: nothing is opened here.

/** -> {kind: "start"|"bot"|"share"|"friend"|"group"|"web", …}; `bot` and `friend` are {username, id}. */
export function meaning(address, bot, friend) {
  let url;
  try { url = new URL(address); } catch { return { kind: "web", url: address }; }
  const ask = url.searchParams;
  if (url.protocol === "tg:") return telegram(url.host || url.pathname.replace(/^\/+/, ""), ask, bot, friend, address);
  if (!["t.me", "telegram.me"].includes(url.hostname)) return { kind: "web", url: address };
  const [name, more] = url.pathname.split("/").filter(Boolean);
  if (name === "share" && more === "url") return { kind: "share", url: ask.get("url") ?? "", text: ask.get("text") ?? "" };
  return resolve(name ?? "", ask, bot, friend, address);
}

function telegram(action, ask, bot, friend, address) {
  if (action === "user") return Number(ask.get("id")) === friend.id ? { kind: "friend", text: "" } : { kind: "web", url: address };
  if (action === "msg_url") return { kind: "share", url: ask.get("url") ?? "", text: ask.get("text") ?? "" };
  if (action === "resolve") return resolve(ask.get("domain") ?? "", ask, bot, friend, address);
  return { kind: "web", url: address };
}

function resolve(name, ask, bot, friend, address) {
  if (same(name, bot.username)) {
    if (ask.has("startgroup")) return { kind: "group" };
    return ask.get("start") ? { kind: "start", payload: ask.get("start") } : { kind: "bot" };
  }
  if (same(name, friend.username)) return { kind: "friend", text: ask.get("text") ?? "" };
  return { kind: "web", url: address };
}

const same = (one, other) => Boolean(other) && one.toLowerCase() === other.toLowerCase();
