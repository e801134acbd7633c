import { element } from './elements.js';

/** Orders of the images that were dropped on the page of templates. `made` is called after each. */
export async function openMaking(made) {
  const [form, of] = ['.make form', '.make .of'].map((name) => document.querySelector(name));
  const [make, stop, told] = ['.action', '.quiet', '.told'].map((name) => form.querySelector(name));
  const { images } = await (await fetch('/session')).json();
  form.hidden = images.length === 0;
  if (images.length === 0) {
    of.replaceChildren('Of images that you drop on the page of ', element('a', { href: '/' }, 'templates'), '.');
    return;
  }
  of.textContent = `Of your ${images.length === 1 ? 'image' : `${images.length} images`}, with their words and colours:`;
  let left;
  stop.addEventListener('click', () => left?.abort());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const asked = { kinds: data.getAll('kind'), each: data.get('each') !== '', variants: Number(data.get('variants')) };
    left = new AbortController();
    [make.disabled, stop.hidden] = [true, false];
    try {
      told.textContent = await follow(asked, left.signal, told, made);
    } catch (error) {
      told.textContent = error.name === 'AbortError' ? 'Stopped.' : error.message;
    }
    [make.disabled, stop.hidden] = [false, true];
    await made();
  });
}

/** Reads a line for each order that is done. Answers what to say at the end. */
async function follow(asked, signal, told, made) {
  told.textContent = 'Making the first order';
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch('/verdicts/orders', { method: 'POST', headers, body: JSON.stringify(asked), signal });
  if (!answer.ok) throw new Error((await answer.json()).message);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let [text, ending] = ['', 'Nothing was made.'];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    const lines = text.split('\n');
    text = lines.pop();
    for (const line of lines) {
      const { done, of, message } = JSON.parse(line);
      if (message) throw new Error(message);
      if (done > 0) await made();
      ending = `${done} of ${of} orders made`;
      told.textContent = done < of ? `Making order ${done + 1} of ${of}` : ending;
    }
  }
  return `${ending}.`;
}
