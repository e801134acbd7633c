import { ask, element } from './elements.js';
import { buildWords } from './words.js';

/** Images, words and colours that somebody brings: dropped, pasted or chosen, and kept by the server until it ends. */

const ROLES = { PERSON: 'Person', PRODUCT: 'Product', LOGO: 'Logo', BACKGROUND: 'Background' };

const panel = document.querySelector('.own');
const [list, refused, file, back, hint] = ['.brought', '.refused', '[type=file]', '.back', '.hint'].map((name) =>
  panel.querySelector(name),
);
let view = { revision: -1, images: [] };
let limits;
/** Files on their way, by a number of their own: each has its figure on the page. */
const arriving = new Map();

/** Shows what there is; `changed` hears of every change. Answers the function that takes a view from the server. */
export async function openOwn(changed) {
  const session = await (await fetch('/session')).json();
  limits = session.limits;
  const take = (next) => {
    if (next.revision <= view.revision) return;
    view = next;
    draw();
    changed(view);
  };
  buildWords(panel, session, take);
  take(session);
  file.addEventListener('change', () => {
    bring([...file.files]);
    file.value = '';
  });
  panel.querySelector('.choose').addEventListener('click', () => file.click());
  back.addEventListener('click', async () => {
    for (const { left } of arriving.values()) left.abort();
    refused.replaceChildren();
    take(await ask('DELETE', '/session'));
    for (const input of panel.querySelectorAll('form input, form textarea'))
      if (input.type !== 'color') input.value = '';
    panel.querySelector('form').dispatchEvent(new Event('emptied'));
  });
  takeDrops();
  return take;
}

function takeDrops() {
  const carriesFiles = ({ dataTransfer }) => dataTransfer?.types.includes('Files');
  const over = (is) => document.body.classList.toggle('dropping', is);
  addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    over(true);
  });
  addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && over(false));
  addEventListener('drop', (event) => {
    over(false);
    if (!carriesFiles(event)) return;
    event.preventDefault();
    bring([...event.dataTransfer.files]);
  });
  addEventListener('paste', ({ clipboardData }) => bring([...(clipboardData?.files ?? [])]));
}

/** One file after the other, so that their order is that in which they were brought. */
async function bring(files) {
  const numbered = files.map((one) => [crypto.randomUUID(), one]);
  for (const [number, one] of numbered) arriving.set(number, { file: one, left: new AbortController() });
  draw();
  for (const [number, one] of numbered) {
    try {
      await send(one, arriving.get(number).left.signal);
    } catch (error) {
      if (error.name !== 'AbortError') refuse(one.name, error.message);
    }
    arriving.delete(number);
    draw();
  }
}

async function send(one, signal) {
  if (signal.aborted) return;
  if (one.size > limits.bytes)
    throw new Error(`It has ${Math.round(one.size / 1e6)} MB; an image may have at most ${limits.bytes / 1e6} MB.`);
  const address = `/session/images?name=${encodeURIComponent(one.name)}`;
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await fetch(address, { method: 'POST', headers, body: one, signal });
  if (answer.ok) return;
  throw new Error((await answer.json().catch(() => ({}))).message ?? 'The studio does not answer.');
}

function refuse(name, why) {
  const close = element('button', { type: 'button', className: 'close', 'aria-label': `Dismiss ${name}` }, '×');
  const item = element('li', {}, element('b', {}, name), ` ${why}`, close);
  close.addEventListener('click', () => item.remove());
  refused.append(item);
}

function draw() {
  const count = view.images.length + arriving.size;
  panel.classList.toggle('none', count === 0);
  const logos = view.images.filter(({ role }) => role === 'LOGO').length;
  list.replaceChildren(
    ...view.images.map((image) => imageOf(image, logos)),
    ...[...arriving.values()].map(({ file: one, left }) => arrivingOf(one, left)),
  );
  hint.textContent = count === 0 ? 'Drop or paste photographs and logos: every template is drawn with them.' : '';
  const worded = [view.copy, view.brand].some((given) => Object.keys(given ?? {}).length > 0);
  back.hidden = count === 0 && !worded;
}

function imageOf({ id, name, role, guessed, width, height, cutout, notes }, logos) {
  const select = element('select', { 'aria-label': `Role of ${name}` });
  for (const [value, word] of Object.entries(ROLES))
    select.append(element('option', { value, selected: value === role }, value === guessed ? `${word} (guess)` : word));
  select.addEventListener('change', () => ask('PUT', `/session/images/${id}`, { role: select.value }));
  const close = element('button', { type: 'button', className: 'close', 'aria-label': `Take ${name} away` }, '×');
  close.addEventListener('click', () => ask('DELETE', `/session/images/${id}`));
  const how = role === 'LOGO' ? (logos > 1 ? `one of ${logos} versions` : 'logo') : cutout ? 'cut out' : 'framed';
  return element(
    'li',
    { title: notes.join('\n') },
    element('img', { src: `/session/images/${id}`, alt: '' }),
    element('span', { className: 'name' }, name),
    select,
    element('small', {}, `${width} × ${height} · ${how}`),
    close,
  );
}

function arrivingOf({ name }, left) {
  const close = element('button', { type: 'button', className: 'close', 'aria-label': `Stop ${name}` }, '×');
  close.addEventListener('click', () => left.abort());
  return element(
    'li',
    { className: 'arriving' },
    element('i', {}),
    element('span', { className: 'name' }, name),
    element('small', {}, 'Analysing'),
    close,
  );
}
