import { element } from './elements.js';

/** Sizes to show templates in: chosen formats, or one of each class. */

export function shapesOf(card, { aspect, formats }, known) {
  if (formats.length === 0) {
    const classes = card.classes.filter(({ name }) => [name, 'all'].includes(aspect));
    return classes.map((one) => ({ ...one, aspect: one.name }));
  }
  const served = card.classes.map(({ name }) => name);
  return known.filter(
    ({ name, kind, aspect: its }) => kind === card.kind && formats.includes(name) && served.includes(its),
  );
}

/** A check box for each format, in groups by platform, into the popover. */
export function buildFormats(popover, known, chosen, changed) {
  const groups = Map.groupBy(
    known,
    ({ name, kind }) =>
      `${kind === 'AD' ? 'Ads' : 'Thumbnails'}: ${name.includes('-') ? name.split('-')[0] : 'any platform'}`,
  );
  const box = ({ name, width, height }) =>
    element(
      'label',
      {},
      element('input', { type: 'checkbox', name: 'format', value: name, checked: chosen.includes(name) }),
      element('span', {}, name),
      element('small', {}, `${width} × ${height}`),
    );
  const sections = [...groups].map(([title, formats]) =>
    element('div', {}, element('h3', {}, title), ...formats.map(box)),
  );
  popover.querySelector('.groups').replaceChildren(...sections);
  popover.addEventListener('input', changed);
  popover.querySelector('.quiet').addEventListener('click', () => {
    for (const input of popover.querySelectorAll(':checked')) input.checked = false;
    changed();
  });
}

export function chosenFormats(popover) {
  return [...popover.querySelectorAll(':checked')].map(({ value }) => value);
}
