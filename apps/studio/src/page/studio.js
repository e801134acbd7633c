import { element, words } from './elements.js';
import { openOwn } from './own.js';
import { buildFormats, chosenFormats, shapesOf } from './shapes.js';
import { begin, leave, tileOf } from './tile.js';

/** The options of each switch. The chosen ones are kept in the page's address. */
const SWITCHES = {
  kind: { all: 'All', THUMBNAIL: 'Thumbnails', AD: 'Ads' },
  aspect: { all: 'All classes', wide: 'Wide', square: 'Square', tall: 'Tall', strip: 'Strip', tower: 'Tower' },
  content: {
    short: 'Short',
    long: 'Long',
    'no-photo': 'No photo',
    'dark-photo': 'Dark photo',
    arabic: 'Arabic',
    japanese: 'Japanese',
    german: 'German',
    emoji: 'Emoji',
  },
};

const [main, state, dialog, form, popover, formatsButton] = [
  ...['main', '.state', 'dialog', 'search form', '#formats', '[popovertarget=formats]'],
].map((name) => document.querySelector(name));
const find = form.elements.template;
let cards = [];
let known = [];
/** Images, words and colours that were brought; see own.js. */
let own = { revision: 0, images: [] };
/** The sections on the page, by card and choice: the section of an unchanged card is kept. */
let drawn = new Map();

function readChoice() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const named = (asked.get('formats') ?? '').split(',');
  const formats = known.map(({ name }) => name).filter((name) => named.includes(name));
  const choice = { template: asked.get('template') ?? '', formats, revision: own.revision };
  for (const [name, options] of Object.entries(SWITCHES)) {
    const value = asked.get(name);
    choice[name] = value in options ? value : Object.keys(options)[0];
  }
  return choice;
}

function buildSwitches(choice) {
  for (const [name, options] of Object.entries(SWITCHES)) {
    const field = form.querySelector(`[data-switch=${name}]`);
    for (const [value, text] of Object.entries(options)) {
      const input = element('input', { type: 'radio', name, value, checked: choice[name] === value });
      field.append(element('label', {}, input, text));
    }
  }
  find.value = choice.template;
  buildFormats(popover, known, choice.formats, writeChoice);
}

function writeChoice() {
  const chosen = new URLSearchParams(new FormData(form));
  chosen.delete('format');
  const formats = chosenFormats(popover);
  if (formats.length > 0) chosen.set('formats', formats.join());
  if (!chosen.get('template')) chosen.delete('template');
  history.replaceState(null, '', `#${chosen}`);
  draw();
}

function draw() {
  const choice = readChoice();
  const { formats } = choice;
  formatsButton.textContent =
    formats.length === 0 ? 'Formats' : `${formats.length} format${formats.length > 1 ? 's' : ''}`;
  form.querySelector('[data-switch=aspect]').disabled = formats.length > 0;
  const shown = cards
    .filter(({ kind, name }) => (choice.kind === 'all' || kind === choice.kind) && name.includes(choice.template))
    .map((card) => ({ card, shapes: shapesOf(card, choice, known) }))
    .filter(({ card, shapes }) => shapes.length > 0 || card.issues.length > 0);
  const before = drawn;
  drawn = new Map();
  for (const { card, shapes } of shown) {
    const key = JSON.stringify([card, shapes, choice.content, choice.revision]);
    drawn.set(key, before.get(key) ?? cardOf(card, shapes, choice));
  }
  for (const [key, section] of before) if (!drawn.has(key)) section.querySelectorAll('.tile').forEach(leave);
  main.replaceChildren(...drawn.values());
  if (shown.length === 0) main.append(element('p', { className: 'empty' }, 'No template serves this.'));
  for (const [key, section] of drawn) if (!before.has(key)) section.querySelectorAll('.tile').forEach(begin);
}

function cardOf(card, shapes, choice) {
  const section = document.getElementById('card').content.firstElementChild.cloneNode(true);
  section.classList.toggle('one', shapes.length === 1 && card.issues.length === 0);
  const text = (selector, words) => {
    section.querySelector(selector).textContent = words;
  };
  text('h2', card.name);
  text('.kind', `${card.kind.toLowerCase()}${card.version === undefined ? '' : ` · version ${card.version}`}`);
  text('.about', card.about);
  text('.title code', card.path.split('/').slice(-3).join('/'));
  section.querySelector('.issues').append(...card.issues.map(issueLine));
  const tiles = shapes.map((shape) => tileOf(card, shape, choice, show));
  section.querySelector('.sheet').append(...tiles);
  section.style.setProperty('--shown', tiles[0]?.style.getPropertyValue('--shown') ?? '100%');
  return section;
}

function issueLine({ file, line, code, message }) {
  const where = element('code', {}, line === undefined ? file : `${file}:${line}`);
  return element('li', {}, where, element('b', {}, `${words(code)} `), message);
}

function show(address) {
  dialog.querySelector('img').src = address;
  dialog.showModal();
}

function tell(words, kind) {
  state.className = `state ${kind}`;
  state.querySelector('span').textContent = words;
}

/** Samples without pictures, or dark ones, say nothing of pictures that were brought. */
function takeOwn(view) {
  own = view;
  const dark = form.querySelector('[value=dark-photo]');
  dark.disabled = view.images.length > 0;
  if (dark.disabled && dark.checked) {
    form.querySelector('[value=short]').checked = true;
    writeChoice();
  } else draw();
}

async function begun() {
  [cards, known] = await Promise.all(['/cards', '/formats'].map(async (address) => (await fetch(address)).json()));
  buildSwitches(readChoice());
  form.addEventListener('input', writeChoice);
  form.addEventListener('submit', (event) => event.preventDefault());
  dialog.addEventListener('click', () => dialog.close());
  const took = await openOwn(takeOwn);
  const events = new EventSource('/events');
  events.addEventListener('open', () => tell('Live', 'live'));
  events.addEventListener('error', () => tell('Not running', 'lost'));
  events.addEventListener('session', ({ data }) => took(JSON.parse(data)));
  events.addEventListener('cards', ({ data }) => {
    cards = JSON.parse(data);
    draw();
    tell(`Saved ${new Date().toLocaleTimeString([], { hour12: false })}`, 'live');
  });
}

await begun();
