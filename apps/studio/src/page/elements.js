/** An element with its properties and children. Words of users are text, never markup. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [property, value] of Object.entries(properties)) {
    if (property.includes('-') || property === 'for') made.setAttribute(property, value);
    else made[property] = value;
  }
  made.append(...children);
  return made;
}

/** A code in words: `subject_cut` is "subject cut". */
export function words(code) {
  return code.replaceAll('_', ' ');
}

/** The answer to a request with JSON. Throws an error with the server's message; `fields` are those that are wrong. */
export async function ask(method, address, body) {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(address, { method, ...sent });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  throw Object.assign(new Error(said.message ?? 'The studio does not answer.'), { fields: said.fields ?? [] });
}
