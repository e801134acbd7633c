import { ask, element, words } from './elements.js';
import { showJudgement } from './judgement.js';
import { openMaking } from './make.js';

/**
 * Pictures of one order side by side, large and as small as a list shows them. A key says what the marked one is; it is
 * kept at once, and the mark goes on. Score and findings are shown only after that, so that they lead nobody.
 */

const [order, state, dialog, keys, title, place, nothing] = [
  ...['.order', '.state', 'dialog', '.keys', 'main h2', '.place', '.nothing'],
].map((name) => document.querySelector(name));
const [progress, count] = ['progress', '.progress span'].map((name) => document.querySelector(name));

let pictures = [];
/** Where the mark is among the pictures. */
let at = 0;
/** Keys by name, as the panel lists them. */
const commands = new Map();

async function load() {
  const set = await ask('GET', '/verdicts/set');
  const before = pictures[at]?.sha256 ?? location.hash.slice(1);
  pictures = set.pictures;
  if (commands.size === 0) buildKeys(set.verdicts);
  const known = pictures.findIndex(({ sha256 }) => sha256 === before);
  at = known >= 0 ? known : Math.max(0, nextUnjudged(0));
  document.querySelector('.folder').textContent = `Pictures and verdicts: ${set.folder}`;
  showJudgement(set.judgement);
  draw();
}

function buildKeys(verdicts) {
  const judging = verdicts.map((verdict, index) => [
    ...[verdict === 'ok' ? 'g' : String(index), verdict === 'ok' ? 'publishable' : verdict],
    ...[() => say(verdict), verdict],
  ]);
  const moving = [
    ['u', 'take back', takeBack],
    ['←', 'previous', () => move(-1)],
    ['→', 'next', () => move(1)],
    ['z', 'full size', zoom],
    ['j', 'next without a verdict', () => mark(nextUnjudged(at + 1))],
  ];
  for (const [key, name, act, verdict] of [...judging, ...moving]) {
    commands.set(key, act);
    const button = element('button', { type: 'button' }, element('kbd', {}, key.toUpperCase()), ` ${name}`);
    if (verdict) button.dataset.verdict = verdict;
    button.addEventListener('click', () => {
      button.blur();
      act();
    });
    keys.append(button);
  }
}

function nextUnjudged(from) {
  const open = pictures.findIndex(({ verdict }, index) => index >= from && !verdict);
  return open >= 0 ? open : pictures.findIndex(({ verdict }) => !verdict);
}

async function say(verdict) {
  const picture = pictures[at];
  if (!picture) return;
  const judgement = await told(ask('POST', '/verdicts/said', { sha256: picture.sha256, verdict }));
  if (!judgement) return;
  for (const same of pictures.filter(({ sha256 }) => sha256 === picture.sha256)) same.verdict = verdict;
  showJudgement(judgement);
  mark(nextUnjudged(at + 1) >= 0 ? nextUnjudged(at + 1) : Math.min(at + 1, pictures.length - 1));
}

async function takeBack() {
  const taken = await told(ask('DELETE', '/verdicts/said'));
  if (!taken?.sha256) return;
  const set = await ask('GET', '/verdicts/set');
  pictures = set.pictures;
  showJudgement(taken.judgement);
  mark(pictures.findIndex(({ sha256 }) => sha256 === taken.sha256));
}

/** The answer; undefined where there was none, which the page says. */
async function told(asked) {
  try {
    const answer = await asked;
    tell('Saved', 'live');
    return answer;
  } catch (error) {
    tell(error.message, 'lost');
    return undefined;
  }
}

function tell(text, kind) {
  state.className = `state ${kind}`;
  state.querySelector('span').textContent = text;
}

function move(by) {
  mark(Math.min(pictures.length - 1, Math.max(0, at + by)));
}

function mark(index) {
  if (index >= 0) at = index;
  draw();
}

function zoom() {
  const picture = pictures[at];
  if (!picture) return;
  dialog.querySelector('img').src = addressOf(picture);
  dialog.showModal();
}

const addressOf = ({ sha256 }) => `/verdicts/pictures/${sha256}`;

function draw() {
  const marked = pictures[at];
  nothing.hidden = pictures.length > 0;
  keys.hidden = pictures.length === 0;
  const judged = pictures.filter(({ verdict }) => verdict).length;
  count.textContent = `${judged} of ${pictures.length} judged`;
  progress.value = judged;
  progress.max = Math.max(1, pictures.length);
  title.textContent = marked?.tag ?? 'Pictures';
  if (!marked) return;
  history.replaceState(null, '', `#${marked.sha256}`);
  const tags = [...new Set(pictures.map(({ tag }) => tag))];
  place.textContent = `order ${tags.indexOf(marked.tag) + 1} of ${tags.length}`;
  for (const button of keys.querySelectorAll('[data-verdict]'))
    button.setAttribute('aria-pressed', String(button.dataset.verdict === marked.verdict));
  const shown = pictures
    .map((picture, index) => ({ picture, index }))
    .filter(({ picture }) => picture.tag === marked.tag);
  order.replaceChildren(...shown.map(({ picture, index }) => itemOf(picture, index)));
  order.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

const LARGE = { width: 456, height: 340 };

function itemOf(picture, index) {
  const { template, format, variant, verdict, fault, width, height, score, findings } = picture;
  const by = Math.min(LARGE.width / width, LARGE.height / height, 1);
  const name = `${template}, ${format}, variant ${variant + 1}`;
  const large = element('img', { src: addressOf(picture), alt: name, width: width * by, height: height * by });
  const frame = element('button', { type: 'button', className: 'large' }, large);
  frame.addEventListener('click', () => (index === at ? zoom() : mark(index)));
  const small = Math.min(168 / width, 94 / height, 1);
  const item = element(
    'li',
    {},
    frame,
    element('img', {
      className: 'small',
      src: addressOf(picture),
      alt: '',
      width: width * small,
      height: height * small,
    }),
    element(
      'p',
      {},
      element('b', {}, template),
      ` ${format}, variant ${variant + 1}`,
      element('br'),
      ...said(verdict, fault),
    ),
  );
  if (verdict) item.append(foundBy(score, findings));
  if (index === at) item.setAttribute('aria-current', 'true');
  return item;
}

function said(verdict, fault) {
  if (!verdict) return [element('span', { className: 'open' }, 'not judged')];
  const word = element(
    'span',
    { className: verdict === 'ok' ? 'ok' : 'fault' },
    verdict === 'ok' ? 'publishable' : verdict,
  );
  return fault ? [word, ` ${fault}`] : [word];
}

function foundBy(score, findings) {
  const lines = findings.map(({ code, severity, message }) =>
    element('li', { className: severity }, element('b', {}, `${words(code)} `), message ?? ''),
  );
  if (lines.length === 0) lines.push(element('li', {}, 'no finding'));
  return element('ul', {}, element('li', {}, element('b', {}, `score ${score.toFixed(2)}`)), ...lines);
}

function listen() {
  const ARROWS = { ArrowLeft: '←', ArrowRight: '→', Backspace: 'u' };
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('form')) return;
    if (dialog.open) {
      if (event.key === 'z') dialog.close();
      return;
    }
    // Digits by their place: some keyboards write them with Shift.
    const digit = /^Digit(\d)$/.exec(event.code)?.[1];
    const act = commands.get(ARROWS[event.key] ?? digit ?? event.key.toLowerCase());
    if (!act || event.repeat) return;
    event.preventDefault();
    act();
  });
  dialog.addEventListener('click', () => dialog.close());
}

listen();
await load();
await openMaking(load);
tell('Ready', 'live');
