import { begin, tileOf } from './tile.js';

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

const [main, state, dialog, form] = ['main', '.state', 'dialog', 'form'].map((name) => document.querySelector(name));
const find = form.elements.template;
let cards = [];
/** The sections on the page, by card and choice: the section of an unchanged card is kept. */
let drawn = new Map();

function readChoice() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const choice = { template: asked.get('template') ?? '' };
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
      const label = document.createElement('label');
      const input = Object.assign(document.createElement('input'), { type: 'radio', name, value });
      input.checked = choice[name] === value;
      label.append(input, text);
      field.append(label);
    }
  }
  find.value = choice.template;
}

function writeChoice() {
  const chosen = new URLSearchParams(new FormData(form));
  if (!chosen.get('template')) chosen.delete('template');
  history.replaceState(null, '', `#${chosen}`);
  draw();
}

function draw() {
  const choice = readChoice();
  const shown = cards
    .filter(({ kind, name }) => (choice.kind === 'all' || kind === choice.kind) && name.includes(choice.template))
    .map((card) => ({ card, classes: card.classes.filter(({ name }) => [name, 'all'].includes(choice.aspect)) }))
    .filter(({ card, classes }) => classes.length > 0 || card.issues.length > 0);
  const before = drawn;
  drawn = new Map();
  for (const { card, classes } of shown) {
    const key = JSON.stringify([card, choice.aspect, choice.content]);
    drawn.set(key, before.get(key) ?? cardOf(card, classes, choice));
  }
  for (const [key, section] of before) if (!drawn.has(key)) leave(section);
  main.replaceChildren(...drawn.values());
  if (shown.length === 0)
    main.append(
      Object.assign(document.createElement('p'), { className: 'empty', textContent: 'No template serves this.' }),
    );
  for (const [key, section] of drawn)
    if (!before.has(key)) for (const tile of section.querySelectorAll('.tile')) begin(tile);
}

function leave(section) {
  for (const tile of section.querySelectorAll('.tile')) tile.left?.abort();
}

function cardOf(card, classes, { content, aspect }) {
  const section = document.getElementById('card').content.firstElementChild.cloneNode(true);
  section.classList.toggle('one', classes.length === 1 && card.issues.length === 0);
  const text = (selector, words) => {
    section.querySelector(selector).textContent = words;
  };
  text('h2', card.name);
  text('.kind', `${card.kind.toLowerCase()}${card.version === undefined ? '' : ` · version ${card.version}`}`);
  text('.about', card.about);
  text('.title code', card.path.split('/').slice(-3).join('/'));
  section.querySelector('.issues').append(...card.issues.map(issueLine));
  const tiles = classes.map((one) => tileOf(card, one, content, aspect !== 'all', show));
  section.querySelector('.sheet').append(...tiles);
  section.style.setProperty('--shown', tiles[0]?.style.getPropertyValue('--shown') ?? '100%');
  return section;
}

function issueLine({ file, line, code, message }) {
  const item = document.createElement('li');
  const [where, what] = [document.createElement('code'), document.createElement('b')];
  where.textContent = line === undefined ? file : `${file}:${line}`;
  what.textContent = `${code.replaceAll('_', ' ')} `;
  item.append(where, what, message);
  return item;
}

function show(address) {
  dialog.querySelector('img').src = address;
  dialog.showModal();
}

function tell(words, kind) {
  state.className = `state ${kind}`;
  state.querySelector('span').textContent = words;
}

async function begun() {
  buildSwitches(readChoice());
  form.addEventListener('input', writeChoice);
  form.addEventListener('submit', (event) => event.preventDefault());
  dialog.addEventListener('click', () => dialog.close());
  cards = await (await fetch('/cards')).json();
  draw();
  const events = new EventSource('/events');
  events.addEventListener('open', () => tell('Live', 'live'));
  events.addEventListener('error', () => tell('Not running', 'lost'));
  events.addEventListener('cards', ({ data }) => {
    cards = JSON.parse(data);
    draw();
    tell(`Saved ${new Date().toLocaleTimeString([], { hour12: false })}`, 'live');
  });
}

await begun();
