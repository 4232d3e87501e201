// The page's two wires to the server: acts go out as JSON, the whole state comes in as events.

/** Do something; resolves with the answer, rejects with words that can be shown. */
export async function post(path, body = {}) {
  const answer = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error ?? `The playground answered ${answer.status}.`);
  return told;
}

/** Calls `heard(state)` for every state and `lost(true|false)` as the wire breaks and comes back. */
export function listen(heard, lost) {
  const wire = new EventSource("/events");
  wire.onmessage = (event) => { lost(false); heard(JSON.parse(event.data)); };
  wire.onerror = () => lost(true);
}
