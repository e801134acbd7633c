/**
 * One picture with its caption, which is requested when the tile comes near the screen, and again when its template
 * changes.
 */

const WIDEST = { wide: 420, square: 236, tall: 133, strip: 560, tower: 68 };

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      target.dispatchEvent(new Event('near'));
    }
  },
  { rootMargin: '600px' },
);

export function tileOf(card, { name, width, height }, content, alone, show) {
  const tile = document.getElementById('tile').content.firstElementChild.cloneNode(true);
  const [frame, size] = [tile.querySelector('.frame'), tile.querySelector('.size')];
  tile.style.setProperty('--ratio', `${width} / ${height}`);
  tile.style.setProperty('--shown', `${WIDEST[name] * (alone ? 1.25 : 1)}px`);
  tile.classList.add('waiting');
  size.textContent = `${name} ${width} × ${height}`;
  frame.addEventListener('click', () => {
    const image = frame.querySelector('img');
    if (image) show(image.src);
  });
  tile.addEventListener('near', async () => {
    const address = `/tiles/${card.kind}/${card.name}/${name}/${content}`;
    const answer = await fetch(address, { signal: tile.left?.signal }).catch(() => undefined);
    if (answer?.ok) fill(tile, await answer.json());
  });
  return tile;
}

/** Starts to watch a tile that is on the page now; its signal aborts the request when the tile is removed. */
export function begin(tile) {
  tile.left = new AbortController();
  near.observe(tile);
}

function fill(tile, taken) {
  tile.classList.remove('waiting');
  const [frame, figures, list] = [
    tile.querySelector('.frame'),
    tile.querySelector('.figures'),
    tile.querySelector('ul'),
  ];
  if (!taken.image) {
    frame.classList.add('none');
    frame.textContent = taken.code === 'no_template_fits' ? 'does not fit' : 'no picture';
    list.replaceChildren(line(taken, taken.code === 'no_template_fits' ? 'refusal' : 'error'));
    return;
  }
  const image = new Image();
  image.src = taken.image;
  image.alt = tile.querySelector('.size').textContent;
  frame.replaceChildren(image);
  figures.textContent = `${Math.round(taken.bytes / 1000)} kB · ${taken.ms} ms · score ${taken.score.toFixed(2)}`;
  list.replaceChildren(...taken.findings.map((finding) => line(finding, finding.severity ?? 'warning')));
}

function line({ code, message }, severity) {
  const item = document.createElement('li');
  const name = document.createElement('b');
  item.className = severity;
  name.textContent = `${code.replaceAll('_', ' ')} `;
  item.append(name, message);
  return item;
}
