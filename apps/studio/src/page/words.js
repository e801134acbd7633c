import { ask, element } from './elements.js';

/** Fields for colours and words. What is typed is sent when the typing pauses; each wrong field says why. */

const COLOURS = { primary: 'Primary', accent: 'Accent' };
const PAUSE_MS = 350;

export function buildWords(panel, { fields, copy, brand }, take) {
  const form = panel.querySelector('form');
  const [colours, inner] = ['.colours', '.words'].map((name) => form.querySelector(name));
  for (const [name, word] of Object.entries(COLOURS)) colours.append(colourOf(name, word, brand[name] ?? '', form));
  for (const field of fields) inner.append(fieldOf(field, valueAt(copy, field)));
  let timer;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => send(form, fields, take), PAUSE_MS);
  });
  form.addEventListener('emptied', () => mark(form, []));
}

async function send(form, fields, take) {
  const brand = {};
  for (const name of Object.keys(COLOURS)) {
    const hex = form.elements[name].value.trim();
    if (hex) brand[name] = hex.startsWith('#') ? hex : `#${hex}`;
  }
  const copy = {};
  for (const field of fields) put(copy, field, form.elements[`copy/${field.name}`].value.trim());
  try {
    take(await ask('PUT', '/session/words', { copy, brand }));
    mark(form, []);
  } catch (error) {
    mark(form, error.fields);
  }
}

/** Parts of a part, such as `rating/value`, go into an object of their own. */
function put(copy, { name, type }, text) {
  if (text === '') return;
  const [part, inner] = name.split('/');
  const lines = text.split('\n').map((line) => line.trim());
  const value = type === 'lines' ? lines.filter(Boolean) : type === 'number' ? Number(text) : text;
  if (inner === undefined) copy[part] = value;
  else copy[part] = { ...copy[part], [inner]: value };
}

function valueAt(copy, { name }) {
  const value = name.split('/').reduce((inside, part) => inside?.[part], copy);
  return Array.isArray(value) ? value.join('\n') : String(value ?? '');
}

function fieldOf({ name, type, most, lines, about }, value) {
  const properties = {
    name: `copy/${name}`,
    value,
    autocomplete: 'off',
    placeholder: type === 'lines' ? 'one a line' : '',
  };
  const input =
    type === 'lines'
      ? element('textarea', { ...properties, rows: Math.min(lines, 4) })
      : element('input', { ...properties, type: 'text', inputMode: type === 'number' ? 'decimal' : 'text' });
  if (most && type === 'line') input.maxLength = most;
  return element(
    'label',
    { title: about },
    element('span', {}, name.replace('/', ' ').replace(/[A-Z]/g, ' $&').toLowerCase()),
    input,
  );
}

/** The text says what is chosen: a colour input alone cannot be without a colour. */
function colourOf(name, word, value, form) {
  const text = element('input', {
    type: 'text',
    name,
    value,
    placeholder: '#rrggbb',
    autocomplete: 'off',
    spellcheck: false,
  });
  const well = element('input', { type: 'color', 'aria-label': `${word} colour` });
  const swatch = element('span', { className: 'swatch' }, well);
  const follow = () => {
    const hex = /^#?([0-9a-f]{6})$/i.exec(text.value.trim())?.[1];
    swatch.classList.toggle('unset', hex === undefined);
    if (hex) well.value = `#${hex}`;
  };
  well.addEventListener('input', () => {
    text.value = well.value;
    follow();
  });
  text.addEventListener('input', follow);
  form.addEventListener('emptied', follow);
  follow();
  return element('label', {}, swatch, element('span', {}, word), text);
}

function mark(form, wrong) {
  for (const old of form.querySelectorAll('.wrong')) old.remove();
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
  for (const { field, message } of wrong) {
    const input = inputOf(form, field);
    if (!input) continue;
    input.setAttribute('aria-invalid', 'true');
    input.closest('label').append(element('em', { className: 'wrong' }, message));
  }
}

/** `copy/points/1` is a line of the field `copy/points`. */
function inputOf(form, field) {
  const names = [field, field.replace(/^brand\//, ''), field.replace(/\/\d+$/, '')];
  return names.map((name) => form.elements[name]).find(Boolean);
}
