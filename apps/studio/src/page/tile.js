import { element, words } from './elements.js';

/**
 * One picture with its caption. It is requested while the tile is near the screen, nearest first; a tile that leaves
 * again before its picture is there gives its turn up.
 */

const WIDEST = { wide: 420, square: 236, tall: 133, strip: 560, tower: 68 };

const near = new IntersectionObserver(
  (entries) => {
    const middle = innerHeight / 2;
    const far = ({ boundingClientRect: { top, height } }) => Math.abs(top + height / 2 - middle);
    for (const { isIntersecting, target } of entries.sort((a, b) => far(a) - far(b)))
      target.dispatchEvent(new Event(isIntersecting ? 'near' : 'far'));
  },
  { rootMargin: '500px' },
);

/** The picture that each tile showed last: it stands in, dimmed, until the next one is drawn. */
const last = new Map();

export function tileOf(card, { name, aspect, width, height }, { content, revision }, show) {
  const tile = document.getElementById('tile').content.firstElementChild.cloneNode(true);
  const frame = tile.querySelector('.frame');
  const key = `${card.kind}/${card.name}/${name}`;
  const address = `/tiles/${key}/${content}?revision=${revision}`;
  tile.style.setProperty('--ratio', `${width} / ${height}`);
  tile.style.setProperty('--shown', `${WIDEST[aspect]}px`);
  tile.classList.add('waiting');
  tile.querySelector('.size').textContent = `${name} ${width} × ${height}`;
  const before = last.get(key);
  if (before) {
    tile.classList.add('stale');
    frame.replaceChildren(element('img', { src: before, alt: '' }));
  }
  frame.addEventListener('click', () => {
    const image = frame.querySelector('img');
    if (image) show(image.src);
  });
  tile.addEventListener('near', async () => {
    tile.left ??= new AbortController();
    const taken = await pictureAt(address, tile.left.signal);
    if (!taken) return;
    near.unobserve(tile);
    if (taken.image) last.set(key, taken.image);
    fill(tile, taken);
  });
  tile.addEventListener('far', () => leave(tile));
  return tile;
}

/** Undefined where the request was aborted, or what it was for has changed meanwhile. */
async function pictureAt(address, signal) {
  try {
    const answer = await fetch(address, { signal });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Starts to watch a tile that is on the page now. */
export function begin(tile) {
  near.observe(tile);
}

/** Aborts its request: the tile is far, or removed. */
export function leave(tile) {
  tile.left?.abort();
  tile.left = undefined;
}

function fill(tile, taken) {
  tile.classList.remove('waiting', 'stale');
  const [frame, figures, score, list] = ['.frame', '.figures', '.score', 'ul'].map((name) => tile.querySelector(name));
  if (!taken.image) {
    const fits = taken.code !== 'no_template_fits';
    frame.classList.add('none');
    frame.replaceChildren(fits ? 'no picture' : 'does not fit');
    frame.disabled = true;
    frame.removeAttribute('aria-label');
    list.replaceChildren(line(taken, fits ? 'error' : 'refusal'));
    return;
  }
  frame.replaceChildren(element('img', { src: taken.image, alt: tile.querySelector('.size').textContent }));
  figures.textContent = `${Math.round(taken.bytes / 1000)} kB · ${taken.ms} ms`;
  score.replaceChildren(...scoreLine(taken));
  list.replaceChildren(...taken.findings.map((finding) => line(finding, finding.severity)));
}

/** The score, and the parts of the product that lower it. */
function scoreLine({ score, parts }) {
  const low = Object.entries(parts).filter(([, part]) => part < 0.9995);
  const product = low.map(([name, part]) => `${name} ${part.toFixed(2)}`).join(' × ');
  const all = Object.entries(parts).map(([name, part]) => `${name} ${part}`);
  const told = [element('b', {}, `score ${score.toFixed(2)}`)];
  if (product) told.push(element('span', { title: all.join(', ') }, ` = ${product}`));
  return told;
}

function line({ code, message, measured }, severity) {
  const item = element('li', { className: severity }, element('b', {}, `${words(code)} `), message);
  if (measured) item.append(element('span', { className: 'measured' }, ` ${measured}`));
  return item;
}
